package dev.edict.command.api.zone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the caller believes to govern the zone.
 *
 * @param stated whether the caller said anything; if not, the last activation wins
 * @param versionId the version believed to govern; null for nothing
 */
public record ExpectedActive(boolean stated, @Nullable String versionId) {

    /** No belief: the contract's own rule, last one wins. */
    public static ExpectedActive unstated() {
        return new ExpectedActive(false, null);
    }

    /** The belief that this version governs, or, for null, that none does. */
    public static ExpectedActive of(@Nullable String versionId) {
        return new ExpectedActive(true, versionId);
    }

    /** Whether the belief, if there is one, agrees with what governs. */
    public boolean agreesWith(@Nullable String governingVersionId) {
        return !stated || Objects.equals(versionId, governingVersionId);
    }
}
