package dev.edict.fleet.propagation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one decision point enforces in a zone, compared with the latest activation.
 *
 * @param kind {@code replica}: reports; {@code sts}: a stock STS, which is asked; {@code opa}: an Open Policy Agent, which
 *     posts its status
 * @param state {@code current}; {@code behind}: reports or answers, and has not loaded it; {@code loading_failed}: reports
 *     that it cannot load it, or has a manifest of no activation; {@code unknown}: its lease ended, and it may
 *     still allow; “stale”: its staleness budget is over, and it allows nothing
 * @param expected whether the activation is settled only when this one is
 * @param activationSeq what it loaded last; null for nothing
 * @param versionId of that activation; null for none, or if nothing governs since
 * @param loadedAt by the clock of the decision point
 * @param confirmedCurrentAgeMs since when it knows that nothing newer governs, or when it was asked and enforced what
 *     governed; null before
 * @param sinceChangeAgeMs since when it enforces what it loaded last
 * @param error why it cannot load what governs, or why the last question to it proved nothing
 * @param evaluatesCanaries whether it answers to canaries
 * @param gateway whether it lets requests through to a protected upstream
 * @param left whether its process said goodbye, was dismissed or was replaced, and enforces nothing any more
 * @param settledBy {@code loaded}, {@code goodbye}, {@code dismissed}, {@code replaced} or “stale”; null while it is not settled
 */
public record DecisionPoint(
        String id,
        String kind,
        long incarnation,
        String state,
        boolean expected,
        @Nullable Long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable Instant loadedAt,
        @Nullable Long confirmedCurrentAgeMs,
        @Nullable Long sinceChangeAgeMs,
        @Nullable String error,
        Instant leaseUntil,
        @JsonIgnore boolean evaluatesCanaries,
        @JsonIgnore boolean gateway,
        @JsonIgnore boolean left,
        @Nullable String settledBy,
        @JsonIgnore @Nullable Instant settledAt) {

    /** Whether it was asked, and the last answer proved no activation. */
    boolean isUnproven() {
        return kind.equals("sts") && error != null;
    }

    /** Whether it was expected to load the activation, and did or still may. */
    @JsonIgnore
    public boolean isConcerned() {
        return expected && (settledBy == null || settledBy.equals("loaded"));
    }

    @JsonIgnore
    public boolean isAwaited() {
        return expected && settledBy == null;
    }
}
