package dev.edict.command.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.RegisterZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Canaries on the log and the look-ups of a real PostgreSQL. */
@Tag("servers")
class KeepCanariesTest {

    private final WriteSide writeSide = new WriteSide();

    @BeforeEach
    void register() {
        writeSide.send(new RegisterZone("z1", "z1", null, false));
        writeSide.send(new RegisterZone("z2", "z2", null, false));
    }

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void an_input_is_stored_once_under_its_hash() {
        assertThat(define("a", "{}", "deny", null)).isEqualTo(true);
        define("b", "{}", "deny", null);
        assertThat(count("events.content where content = '{}'")).isEqualTo(1);
        assertThat(count("command.canary where input_sha256 = (select sha256 from events.content)"))
                .isEqualTo(2);
    }

    @Test
    void the_look_ups_follow_each_change() {
        define("a", "1", "deny", null);
        define("b", "2", "deny", null);
        assertThat(define("a", "3", "allow", null)).isEqualTo(false);
        define("a", "3", "allow", null);
        assertThat(canaries().version("z1")).isEqualTo(3);
        writeSide.send(new RemoveCanary("z1", "b"));
        assertThat(canaries().version("z1")).isEqualTo(4);
        assertThat(canaries().version("z2")).isZero();
        assertThat(count("command.canary where name = 'a' and expect = 'allow' and defined_by = 'admin:test'"))
                .isEqualTo(1);
        assertThat(count("command.canary")).isEqualTo(1);
        assertThat(count("command.zone_canaries where canaries = 1")).isEqualTo(1);
    }

    @Test
    void expectations_of_the_same_input_that_no_decision_fulfils_contradict_each_other() {
        define("a", "1", "deny", "role_scope_mismatch");
        assertThatThrownBy(() -> define("b", "1", "allow", null))
                .hasMessage("the canary a has the same input and expects deny with the reason role_scope_mismatch:"
                        + " no decision fulfils both");
        assertThatThrownBy(() -> define("b", "1", "deny", "no_rule_matched")).hasMessageContaining("the canary a has");
        define("b", "1", "deny", null);
        define("c", "1", "deny", "role_scope_mismatch");
        assertThatThrownBy(() -> define("a", "1", "allow", null)).hasMessageContaining("the canary b has");
    }

    @Test
    void canaries_of_other_zones_and_with_other_inputs_contradict_nothing() {
        define("a", "1", "deny", null);
        define("b", "2", "allow", null);
        writeSide.send(new DefineCanary("z2", "a", "1", "allow", null));
        writeSide.send(new RemoveCanary("z1", "a"));
        define("b", "1", "allow", null);
        assertThat(count("command.canary")).isEqualTo(2);
    }

    @Test
    void an_archived_zone_takes_none_and_a_zone_that_never_had_one_removes_none() {
        assertThatThrownBy(() -> writeSide.send(new RemoveCanary("z1", "a")))
                .hasMessageContaining("canaries/z1 does not exist");
        writeSide.send(new ArchiveZone("z1", "d"));
        assertThatThrownBy(() -> define("a", "1", "deny", null)).hasMessage("no zone z1");
    }

    private Object define(String name, String input, String expect, @Nullable String reason) {
        return writeSide.send(new DefineCanary("z1", name, input, expect, reason));
    }

    private JdbcCanaries canaries() {
        return writeSide.bean(JdbcCanaries.class);
    }

    private int count(String rows) {
        return writeSide
                .sql()
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }
}
