package dev.edict.audit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.audit.AuditDatabase;
import dev.edict.audit.evaluate.RowCase.Version;
import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import dev.edict.audit.store.EventStore;
import dev.edict.audit.store.Stores;
import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.audit.WrittenDecisions;
import dev.edict.replica.BundleIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated decisions of every row of the contract's table (contract §8.5), from the writer of our decision point through
 * redaction and PostgreSQL to their second evaluation.
 */
@Tag("servers")
class EvaluateEveryRowTest {

    private static final boolean SOAK = Boolean.getBoolean("edict.soak");
    private static final int DECISIONS = SOAK ? 100_000 : 5_000;
    private static final int COMPARED = SOAK ? 100_000 : 2_000;
    private static final int LEAST_OF_A_ROW = 50;
    private static final int BATCH = 1_000;
    private static final long SEED = 16;

    private static final String[] REDACTED_BY_THE_DECISION_POINT = {
        "context.trace_id", "context.subject_claims.email", "delegation_edge.path"
    };
    private static final List<String> REDACTED_BY_THE_INGEST = List.of(
            "context.actor_claims",
            "context.session_id",
            "context.delegation_edge_id",
            "principal.registration_method",
            "principal.agent_session_id",
            "session.id",
            "resource.scopes",
            "delegation_edge.constraints_json",
            "action.path");

    private final AuditDatabase database = AuditDatabase.empty();
    private final EventStore store = Stores.events(database.pool());
    private final WrittenDecisions writer = new WrittenDecisions(REDACTED_BY_THE_DECISION_POINT);
    private final AuditEventReader reader = new AuditEventReader(EventRedaction.of(REDACTED_BY_THE_INGEST));
    private final RecordedDecisions events = new RecordedDecisions(database.pool());
    private final Random random = new Random(SEED);
    private final Governed governed = new Governed(random);
    private final Versions versions = versions();
    private final EvaluationService service =
            new EvaluationService(events, versions, new Evaluator(versions, new EmbeddedDecisionEngine()));

    private Versions versions() {
        return new Versions()
                .with("plain", governed.plain())
                .with("frozen", governed.frozen())
                .with("malformed_risk", governed.withMalformedRisk())
                .with("malformed_approvals", governed.withMalformedApprovals())
                .with("fewer", governed.withoutGrantOf(0))
                .with("wider", governed.widened());
    }

    /** A decision that was made, and the event of it. */
    private record Made(RowCase hit, String eventId) {}

    @Test
    void every_decision_is_reproduced_with_its_reason() {
        var hits = new LinkedHashMap<Integer, Integer>();
        inBatches(DECISIONS, made -> {
            var again = evaluate(made, "plain");

            assertThat(again.recorded().decision()).isEqualTo(made.hit().decision());
            assertThat(again.recorded().reason()).isEqualTo(made.hit().reason());
            assertThat(again.reproduced())
                    .as("row %d: %s", made.hit().row(), again)
                    .isEqualTo("yes");
            assertThat(again.then().decision()).isEqualTo(made.hit().decision());
            assertThat(again.then().reason()).isEqualTo(made.hit().reason());
            assertThat(Objects.requireNonNull(again.differs().recordedThen()).members())
                    .isEmpty();
            hits.merge(made.hit().row(), 1, Integer::sum);
        });

        assertThat(hits)
                .hasSize(RowCase.ROWS)
                .allSatisfy((row, count) -> assertThat(count).as("row %d", row).isGreaterThanOrEqualTo(LEAST_OF_A_ROW));
    }

    @Test
    void under_a_changed_version_exactly_the_decisions_flip_that_the_change_is_about() {
        var flips = new LinkedHashMap<String, Integer>();
        inBatches(COMPARED, made -> {
            if (made.hit().version() == Version.PLAIN) {
                assertFlip(flips, made, "frozen", "deny", "restriction_active");
                var fewer = withoutTheGrant(made.hit());
                assertFlip(flips, made, "fewer", fewer == null ? made.hit().decision() : "deny", either(fewer, made));
                var wider = made.hit().lacksOnlyExtra();
                var hold = made.hit().request().asks("s4") ? RowCase.STEP_UP : null;
                assertFlip(
                        flips,
                        made,
                        "wider",
                        wider ? "allow" : made.hit().decision(),
                        wider ? hold : made.hit().reason());
            }
        });

        assertThat(flips)
                .containsOnlyKeys("frozen", "fewer", "wider")
                .allSatisfy((version, count) -> assertThat(count).as(version).isGreaterThanOrEqualTo(LEAST_OF_A_ROW));
    }

    private static @Nullable String either(@Nullable String changed, Made made) {
        return changed == null ? made.hit().reason() : changed;
    }

    /** The reason that a decision on the first resource gets without its grant; null if that changes nothing. */
    private static @Nullable String withoutTheGrant(RowCase hit) {
        if (hit.resource() != 0) {
            return null;
        }
        return switch (hit.row()) {
            case 2 -> "no_rule_matched";
            case 7, 8, 9, 10, 14, 15 -> "resource_not_granted";
            default -> null;
        };
    }

    private void assertFlip(
            Map<String, Integer> flips, Made made, String versionId, String decision, @Nullable String reason) {
        var again = evaluate(made, versionId);
        var difference = Objects.requireNonNull(again.differs().thenOther());

        assertThat(again.other().decision()).as("%s: %s", made, again).isEqualTo(decision);
        assertThat(again.other().reason()).as("%s: %s", made, again).isEqualTo(reason);
        assertThat(difference.members().contains("decision"))
                .isEqualTo(!decision.equals(made.hit().decision()));
        assertThat(difference.members().contains("reason"))
                .isEqualTo(!Objects.equals(reason, made.hit().reason()));
        if (!difference.hasSameOutcome()) {
            assertThat(difference.gates()).isNotEmpty();
            flips.merge(versionId, 1, Integer::sum);
        }
    }

    private Reevaluation evaluate(Made made, String otherVersion) {
        return service.evaluate(RowRequest.ZONE, made.eventId(), otherVersion);
    }

    private void inBatches(int decisions, Consumer<Made> consumer) {
        var maker = new RowCase.Maker(random, governed);
        var bundles = new LinkedHashMap<Version, PolicyBundle>();
        for (var done = 0; done < decisions; done += BATCH) {
            var batch = new ArrayList<Made>();
            var written = new ArrayList<ReportedDecision>();
            for (var i = 0; i < BATCH; i++) {
                var hit = maker.of((done + i) % RowCase.ROWS);
                var event = received(write(hit, bundles));
                written.add(event);
                batch.add(new Made(hit, event.id()));
            }
            assertThat(store.store(written).added()).isEqualTo(BATCH);
            batch.forEach(consumer);
        }
    }

    private byte[] write(RowCase hit, Map<Version, PolicyBundle> bundles) {
        var input = hit.request().input();
        if (hit.version() == Version.NONE) {
            return writer.denied(
                    input,
                    "no_active_policy_set",
                    new BundleIdentity(RowRequest.ZONE, 1, "set-1", null, null),
                    Instant.now());
        }
        var versionId = hit.version().name().toLowerCase(Locale.ROOT);
        var decision = decided(
                bundles.computeIfAbsent(hit.version(), version -> bundle(versions.documents(versionId))), hit, input);
        var identity = new BundleIdentity(RowRequest.ZONE, 1, "set-1", versionId, Versions.manifest(versionId));
        return writer.decided(input, decision, identity, Instant.now());
    }

    private static PolicyBundle bundle(List<PolicyDocument> documents) {
        return PolicyBundle.of(documents);
    }

    private static Decision decided(PolicyBundle bundle, RowCase hit, PolicyInput input) {
        var decision = ((Decided) bundle.decide(input)).decision();
        assertThat(decision.effect() == Effect.ALLOW)
                .as("row %d: %s", hit.row(), input)
                .isEqualTo(hit.decision().equals("allow"));
        return decision;
    }

    private ReportedDecision received(byte[] written) {
        try {
            return reader.read(Source.STREAM, written);
        } catch (EventRefused e) {
            throw new IllegalStateException(e.detail(), e);
        }
    }
}
