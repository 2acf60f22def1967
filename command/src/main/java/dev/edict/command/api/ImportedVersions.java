package dev.edict.command.api;

import java.util.List;

/**
 * The result of importing a policy or a policy set.
 *
 * @param begun whether the import created it
 * @param versionIds the added versions; versions that existed, or whose numbers were taken, are left out
 */
public record ImportedVersions(boolean begun, List<String> versionIds) {
    public ImportedVersions {
        versionIds = List.copyOf(versionIds);
    }
}
