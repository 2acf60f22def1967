package dev.edict.command.api.zone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version that the caller expects to govern the zone.
 *
 * @param stated whether the caller states an expectation; without one, the last activation wins
 * @param versionId the expected version; null if the caller expects none
 */
public record ExpectedActive(boolean stated, @Nullable String versionId) {

    /** No expectation: the contract's own rule, the last activation wins. */
    public static ExpectedActive unstated() {
        return new ExpectedActive(false, null);
    }

    /** Expects this version to govern, or none for null. */
    public static ExpectedActive of(@Nullable String versionId) {
        return new ExpectedActive(true, versionId);
    }

    /** Whether the expectation, if stated, matches the governing version. */
    public boolean agreesWith(@Nullable String governingVersionId) {
        return !stated || Objects.equals(versionId, governingVersionId);
    }
}
