package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an activation.
 *
 * @param versionId the requested version, which need not exist
 * @param manifestSha256 of the active version, regardless of the requested one
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

    /** What the change still waits for; the first state that applies. */
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

    /** Omits keys that only an STS could fill. */
    record StsStatus(String state, boolean loaded, String detail) {

        static StsStatus notConfigured() {
            return new StsStatus("not_configured", false, "no STS connection is configured");
        }
    }
}
