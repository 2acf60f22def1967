package dev.edict.command.policyset;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.policyset.ArchivePolicySet;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policy.PolicyChecks;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates, seals and archives policy sets. A response is created in the transaction of its change.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class PolicySetService {

    private final CommandSender commands;
    private final JdbcPolicySets policySets;
    private final PolicyChecks checks;

    PolicySetService(CommandSender commands, JdbcPolicySets policySets, PolicyChecks checks) {
        this.commands = commands;
        this.policySets = policySets;
        this.checks = checks;
    }

    /** A policy set as it was stored. */
    public record StoredPolicySet(String policySetId, Instant createdAt) {}

    public record CreatedVersion(int version, String manifestSha256, String schemaVersion, Instant createdAt) {}

    /** A sealed version as it was stored, with the warnings about its documents. */
    public record StoredVersion(String versionId, CreatedVersion version, List<FoundProblem> warnings) {}

    /** Creates an empty policy set. */
    public <A> A create(
            RequestContext cause,
            String zoneId,
            String name,
            @Nullable String description,
            Function<StoredPolicySet, A> toAnswer) {
        var policySetId = newId();
        return commands.send(
                cause,
                new CreatePolicySet(policySetId, zoneId, name, description),
                result -> toAnswer.apply(new StoredPolicySet(policySetId, policySets.createdAt(policySetId))));
    }

    /**
     * Seals a manifest as the next version.
     *
     * @param confined whether the caller's token is limited to one zone
     */
    public <A> A addVersion(
            RequestContext cause,
            String zoneId,
            String policySetId,
            List<String> policyVersionIds,
            boolean confined,
            Function<StoredVersion, A> toAnswer) {
        var versionId = newId();
        var verdict = checks.bundle(zoneId, policySets.documents(policyVersionIds));
        return commands.send(
                cause,
                new CreatePolicySetVersion(
                        policySetId,
                        zoneId,
                        versionId,
                        policyVersionIds,
                        confined,
                        verdict.objection(),
                        verdict.objectionIfStrict()),
                result -> toAnswer.apply(
                        new StoredVersion(versionId, policySets.created(versionId), verdict.problems())));
    }

    /** Archives a policy set and, if it governs the zone, deactivates the zone. */
    public void archive(RequestContext cause, String zoneId, String policySetId) {
        commands.send(cause, new ArchivePolicySet(policySetId, zoneId, newId()), result -> null);
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
