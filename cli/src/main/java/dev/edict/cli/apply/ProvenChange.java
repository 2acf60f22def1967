package dev.edict.cli.apply;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.io.StatusLine;
import dev.edict.cli.plan.Plan;
import dev.edict.cli.verification.VerificationWait;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A plan that is applied, and then verified; if it should be, it goes back after a failed verification. */
final class ProvenChange {

    private static final String FAILED = "failed";

    private final ApiClient edict;
    private final Plan plan;
    private final Duration patience;
    private final StatusLine progress;

    /** A change whose verdict is awaited for so long. */
    ProvenChange(ApiClient edict, Plan plan, Duration patience, StatusLine progress) {
        this.edict = edict;
        this.plan = plan;
        this.patience = patience;
        this.progress = progress;
    }

    Outcome make(String reason, Consumer<String> told, boolean rollbackOnFailure) {
        var applied = new Applier(edict, plan, reason, told).apply();
        if (applied.versionId() == null) {
            return Outcome.of(applied, null);
        }
        var verification = await(applied, applied.activationSeq());
        var outcome = Outcome.of(applied, verification);
        var failed = verification.path("verdict").asString("").equals(FAILED);
        return failed && rollbackOnFailure ? goBack(applied, outcome) : outcome;
    }

    private Outcome goBack(Applied applied, Outcome outcome) {
        try {
            var seq = new ReturnToBase(edict).from(applied, plan);
            return outcome.rolledBack(await(applied, seq));
        } catch (Conflict newer) {
            return outcome.notRolledBack(String.valueOf(newer.getMessage()));
        }
    }

    private JsonNode await(Applied applied, long seq) {
        return new VerificationWait(edict, progress).await(applied.zoneId(), String.valueOf(seq), patience);
    }
}
