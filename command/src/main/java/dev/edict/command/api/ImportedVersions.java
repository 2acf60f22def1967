package dev.edict.command.api;

import java.util.List;

/**
 * What the import of a policy or a policy set added.
 *
 * @param begun whether it was not here before
 * @param versionIds the versions that are new; others were here, or their numbers were taken
 */
public record ImportedVersions(boolean begun, List<String> versionIds) {
    public ImportedVersions {
        versionIds = List.copyOf(versionIds);
    }
}
