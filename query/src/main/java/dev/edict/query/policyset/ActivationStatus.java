package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the activation of a version has come.
 *
 * @param versionId the version asked about, which need not exist
 * @param manifestSha256 of the active version, whichever was asked about
 */
record ActivationStatus(
        String zoneId,
        String policySetId,
        String versionId,
        boolean active,
        @Nullable String activeVersionId,
        @Nullable String manifestSha256,
        Propagation propagationStatus,
        OutboxStatus outbox,
        StsStatus sts) {

    static ActivationStatus of(
            String zoneId, String policySetId, Binding binding, String versionId, OutboxStatus outbox) {
        var active = versionId.equals(binding.activeVersionId());
        return new ActivationStatus(
                zoneId,
                policySetId,
                versionId,
                active,
                binding.activeVersionId(),
                binding.manifestSha256(),
                Propagation.of(active, outbox.state()),
                outbox,
                StsStatus.notConfigured());
    }

    /** What the change still waits for; the first that applies. */
    enum Propagation {
        WAITING_FOR_ACTIVATION,
        FAILED,
        WAITING_FOR_OUTBOX,
        WAITING_FOR_STS;

        static Propagation of(boolean active, OutboxStatus.State outbox) {
            if (!active) {
                return WAITING_FOR_ACTIVATION;
            }
            return switch (outbox) {
                case MISMATCH -> FAILED;
                case PENDING, MISSING -> WAITING_FOR_OUTBOX;
                case DISPATCHED -> WAITING_FOR_STS;
            };
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Keys that only an STS could fill are left out. */
    record StsStatus(String state, boolean loaded, String detail) {

        static StsStatus notConfigured() {
            return new StsStatus("not_configured", false, "no STS connection is configured");
        }
    }
}
