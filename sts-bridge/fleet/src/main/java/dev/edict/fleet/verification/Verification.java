package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.Deployment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an activation, rollback or deactivation did what it should.
 *
 * @param change {@code activation}, {@code rollback} or {@code deactivation}; null for one from before this was kept
 * @param versionId null if nothing governs since
 * @param verdict the worst state of the checks
 * @param supersededBy the newest change of the zone, if it is another one
 */
public record Verification(
        String zoneId,
        long activationSeq,
        @Nullable String change,
        @Nullable String versionId,
        Instant committedAt,
        CheckState verdict,
        @Nullable Long supersededBy,
        List<VerificationCheck> checks) {

    static Verification of(Deployment deployment, Evidence evidence, List<VerificationCheck> checks) {
        var newest = evidence.newestSeq();
        return new Verification(
                deployment.zoneId(),
                deployment.activationSeq(),
                evidence.change(),
                deployment.versionId(),
                deployment.committedAt(),
                checks.stream()
                        .map(VerificationCheck::state)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                newest == deployment.activationSeq() ? null : newest,
                checks);
    }

    /** Whether no check can change any more without something new happening. */
    boolean isDecided() {
        return verdict != CheckState.PENDING;
    }

    /** The names of the checks in a state. */
    List<String> checksThat(CheckState state) {
        return checks.stream()
                .filter(check -> check.is(state))
                .map(VerificationCheck::check)
                .toList();
    }
}
