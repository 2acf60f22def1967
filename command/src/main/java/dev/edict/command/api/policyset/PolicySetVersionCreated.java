package dev.edict.command.api.policyset;

import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * A manifest was sealed; the version is immutable.
 *
 * @param version 1, 2, 3 … per set
 * @param policyVersionIds the manifest's entries in the author's order
 * @param manifestSha256 lower-case hex SHA-256 of the manifest's compact JSON (contract §1.3)
 */
@Revision("1")
public record PolicySetVersionCreated(
        String policySetId,
        String zoneId,
        String versionId,
        int version,
        List<String> policyVersionIds,
        String manifestSha256,
        String schemaVersion)
        implements PolicySetEvent {

    public PolicySetVersionCreated {
        policyVersionIds = List.copyOf(policyVersionIds);
    }
}
