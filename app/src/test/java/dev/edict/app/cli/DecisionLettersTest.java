package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class DecisionLettersTest {

    private final Move move = Move.made();

    @AfterEach
    void close() {
        move.close();
    }

    private void letter(String id, String reason, String zone) {
        move.edict()
                .sql()
                .sql(
                        """
                        insert into bridge.audit_dead_letter (source, source_id, reason, detail, zone_id, length, sha256, data)
                        values ('opa', :id, :reason, 'why ' || :id, :zone, 321, sha256(:id::bytea),
                            jsonb_build_object('id', :id, 'zone_id', :zone, 'decision', 'deny',
                                'event_type', 'opa_decision', 'occurred_at', '2026-10-29T10:11:12Z')::text)
                        """)
                .param("id", id)
                .param("reason", reason)
                .param("zone", zone)
                .update();
    }

    private String zone() {
        return move.edict().texts("select zone_id from command.zone order by 1").get(0);
    }

    @Test
    void none_are_listed_as_none() {
        var ran = CliRun.edict("dead-letters", "decisions");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("there are no dead letters of decisions\n");
        assertThat(ran.exitCode()).isZero();
        assertThat(CliRun.edict("dead-letters", "decisions", "replay").out())
                .isEqualTo("scanned 0, replayed 0, left 0\n");
    }

    @Test
    void the_newest_are_listed_first_as_text_and_as_json() {
        letter("d1", "unknown_zone", zone());
        letter("d2\u001b[31m", "tamper_on_replay", zone());

        var listed = CliRun.edict("dead-letters", "decisions");
        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        newest -> assertThat(newest)
                                .startsWith("2 opa d2?[31m tamper_on_replay, zone ")
                                .contains("321 bytes: why d2?"),
                        oldest -> assertThat(oldest).startsWith("1 opa d1 unknown_zone (can be replayed), zone "),
                        sum -> assertThat(sum).isEqualTo("2 of 2 dead letters of decisions"));
        var one = CliRun.edict("dead-letters", "decisions", "--limit", "1", "--format", "json")
                .json();
        assertThat(one.get("count").asLong()).isEqualTo(2);
        assertThat(one.get("items")).hasSize(1);
        assertThat(one.at("/items/0/source_id").stringValue()).startsWith("d2");
        assertThat(one.at("/items/0/replayable").booleanValue()).isFalse();
        for (var limit : new String[] {"0", "101", "many"}) {
            assertThat(CliRun.edict("dead-letters", "decisions", "--limit", limit)
                            .exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_replay_stores_those_that_can_be_stored_now() {
        letter("d1", "unknown_zone", zone());
        letter("d2", "unknown_zone", zone());
        letter("d3", "unknown_zone", "no-such-zone");

        var one = CliRun.edict("dead-letters", "decisions", "replay", "--id", "2");
        assertThat(one.err()).isEmpty();
        assertThat(one.out()).isEqualTo("scanned 1, replayed 1, left 2\n");
        var all = CliRun.edict("dead-letters", "decisions", "replay");
        assertThat(all.out()).isEqualTo("scanned 2, replayed 1, left 1\n");
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(move.edict().texts("select id from bridge.audit_events order by id"))
                .containsExactly("d1", "d2");
    }
}
