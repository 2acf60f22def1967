package dev.edict.fleet.roster;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.AskedDecisionPoints.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An answer proves the newest activation with its manifest that was there when the question was sent. */
@Tag("servers")
class CompareAnswersTest {

    private static final String STS = "sts:a:80:10.0.0.1";

    private final FleetDatabase database = FleetDatabase.empty();
    private final AskedDecisionPoints roster = AskedRoster.on(database);
    private final Asker asker = new Asker("sts", "this process");

    @BeforeEach
    void asks() {
        database.sql()
                .sql("insert into bridge.asker values ('sts', 'this process', clock_timestamp() + interval '1 hour')")
                .update();
        roster.appear(asker, List.of(STS));
    }

    @Test
    void an_answer_to_an_earlier_question_proves_nothing_about_a_later_activation() {
        activate(1, manifest(1));
        activate(2, manifest(2));
        activate(3, manifest(1));
        assertThat(proof(2, Answer.enforces(manifest(1), null))).isEqualTo(new Proof("z1", 1L, "enforces"));
        assertThat(proof(3, Answer.enforces(manifest(1), null))).isEqualTo(new Proof("z1", 3L, "enforces"));
    }

    @Test
    void a_manifest_of_another_zone_is_foreign() {
        database.activate("z2", 1);
        activate(1, manifest(2));
        assertThat(proof(1, Answer.enforces(manifest(1), null))).isEqualTo(new Proof("z1", null, "foreign"));
    }

    @Test
    void only_the_latest_activation_is_confirmed_and_not_for_longer_than_since_the_question() {
        activate(1, manifest(1));
        proof(1, Answer.enforces(manifest(1), Instant.parse("2026-01-01T00:00:00Z")));
        var confirmed = confirmedAt();
        assertThat(confirmed).isNotNull();
        activate(2, manifest(2));
        proof(2, Answer.enforces(manifest(1), Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(confirmedAt()).isEqualTo(confirmed);
    }

    @Test
    void one_that_was_never_current_was_never_confirmed() {
        activate(1, manifest(1));
        activate(2, manifest(2));
        proof(2, Answer.enforces(manifest(1), Instant.now()));
        assertThat(confirmedAt()).isNull();
    }

    @Test
    void one_that_went_back_is_shown_where_it_is() {
        activate(1, manifest(1));
        activate(2, manifest(2));
        proof(2, Answer.enforces(manifest(2), null));
        proof(2, Answer.enforces(manifest(1), null));
        assertThat(database.rows("select loaded_seq from bridge.decision_point_zone"))
                .singleElement()
                .hasToString("{loaded_seq=1}");
        assertThat(database.rows("select activation_seq from bridge.load where to_at is null"))
                .singleElement()
                .hasToString("{activation_seq=1}");
    }

    @Test
    void a_failure_changes_nothing_that_was_proven_and_renews_no_lease() {
        activate(1, manifest(1));
        proof(1, Answer.enforces(manifest(1), null));
        var before = database.rows("select lease_until, state, loaded_seq from bridge.decision_point"
                + " join bridge.decision_point_zone using (id, incarnation)");
        proof(1, Answer.failed("status 503"));
        proof(1, Answer.unreachable("refused"));
        assertThat(database.rows("select lease_until, state, loaded_seq from bridge.decision_point"
                        + " join bridge.decision_point_zone using (id, incarnation)"))
                .isEqualTo(before);
        assertThat(database.rows("select outcome, error from bridge.question"))
                .singleElement()
                .hasToString("{outcome=unreachable, error=refused}");
    }

    private Proof proof(long askedSeq, Answer answer) {
        return roster.record(asker, STS, List.of(new Finding("z1", askedSeq, System.nanoTime(), answer)))
                .get(0);
    }

    private void activate(long seq, String manifest) {
        database.activate("z1", seq, "v" + seq, manifest);
    }

    private @Nullable Object confirmedAt() {
        return database.rows("select confirmed_at from bridge.decision_point_zone")
                .get(0)
                .get("confirmed_at");
    }
}
