package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
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
            String zoneId, String policySetId, Binding binding, String versionId, OutboxStatus outbox, StsStatus sts) {
        var active = versionId.equals(binding.activeVersionId());
        return new ActivationStatus(
                zoneId,
                policySetId,
                versionId,
                active,
                binding.activeVersionId(),
                binding.manifestSha256(),
                Propagation.of(active, outbox.state(), sts),
                outbox,
                sts);
    }

    /** What the change still waits for; the first state that applies. */
    enum Propagation {
        WAITING_FOR_ACTIVATION,
        FAILED,
        WAITING_FOR_OUTBOX,
        WAITING_FOR_STS,
        LOADED;

        static Propagation of(boolean active, OutboxStatus.State outbox, StsStatus sts) {
            if (!active) {
                return WAITING_FOR_ACTIVATION;
            }
            return switch (outbox) {
                case MISMATCH -> FAILED;
                case PENDING, MISSING -> WAITING_FOR_OUTBOX;
                case DISPATCHED -> sts.loaded() ? LOADED : sts.hasFailed() ? FAILED : WAITING_FOR_STS;
            };
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the decision points of the zone have loaded, in the shape of one STS: {@code loaded} when each of them has.
     * If all are stock STS, {@code unreachable} or {@code failed} tells of one whose answer proves nothing.
     *
     * @param ageSeconds since when; absent for 0
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StsStatus(
            String state,
            boolean loaded,
            @Nullable String detail,
            @Nullable String zoneId,
            @Nullable String policySetVersionId,
            @Nullable String manifestSha256,
            @Nullable Instant loadedAt,
            @Nullable Long ageSeconds) {

        private static final String FAILED = "failed";

        boolean hasFailed() {
            return state.equals(FAILED);
        }

        static StsStatus notConfigured() {
            return new StsStatus("not_configured", false, "no decision point was there", null, null, null, null, null);
        }

        /** @param unproven of decision points that are all stock STS, the one whose answer says most */
        static StsStatus awaited(String zoneId, Optional<UnprovenSts> unproven) {
            var state = unproven.map(UnprovenSts::outcome)
                    .filter(outcome -> outcome.equals(FAILED) || outcome.equals("unreachable"))
                    .orElse("not_loaded");
            var detail = unproven.map(UnprovenSts::detail).orElse(null);
            return new StsStatus(state, false, detail, zoneId, null, null, null, null);
        }

        static StsStatus of(String zoneId, Settlement settlement) {
            if (settlement.settledAt() == null) {
                return notConfigured();
            }
            return new StsStatus(
                    "loaded",
                    true,
                    null,
                    zoneId,
                    settlement.versionId(),
                    settlement.manifestSha256(),
                    settlement.settledAt(),
                    settlement.ageSeconds() == 0 ? null : settlement.ageSeconds());
        }
    }
}
