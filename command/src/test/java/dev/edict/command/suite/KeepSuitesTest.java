package dev.edict.command.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.RegisterZone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Suites on the log and the look-ups of a real PostgreSQL. */
@Tag("servers")
class KeepSuitesTest {

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
    void the_cases_are_stored_once_under_their_hash() {
        define("a", "[1]", 1);
        define("b", "[1]", 1);
        assertThat(rows("select content from events.content")).containsExactly(Map.of("content", "[1]"));
        assertThat(rows("select name from command.suite where content_sha256 = (select sha256 from events.content)"))
                .hasSize(2);
    }

    @Test
    void the_look_ups_follow_each_change() {
        assertThat(define("a", "[1]", 1)).isEqualTo(true);
        define("b", "[1,2]", 2);
        assertThat(define("a", "[1,2,3]", 3)).isEqualTo(false);
        assertThat(rows("select suites_version, suites, cases from command.zone_suites where zone_id = 'z1'"))
                .containsExactly(Map.of("suites_version", 3L, "suites", 2, "cases", 5));
        writeSide.send(new RemoveSuite("z1", "a"));
        assertThat(rows("select name, suite_version, in_force, defined_by from command.suite order by name"))
                .containsExactly(
                        Map.of("name", "a", "suite_version", 2L, "in_force", false, "defined_by", "admin:test"),
                        Map.of("name", "b", "suite_version", 1L, "in_force", true, "defined_by", "admin:test"));
        assertThat(define("a", "[1,2,3]", 3)).isEqualTo(true);
        assertThat(writeSide.bean(JdbcSuites.class).stored("z1", "a", true))
                .returns(5L, SuiteService.StoredSuite::suitesVersion)
                .returns(3L, SuiteService.StoredSuite::suiteVersion)
                .returns(3, SuiteService.StoredSuite::cases);
    }

    @Test
    void suites_of_other_zones_count_for_themselves() {
        define("a", "[1]", 1);
        writeSide.send(new DefineSuite("z2", "a", null, "[1]", 1));
        assertThat(rows("select suites_version, suites, cases from command.zone_suites"))
                .containsExactly(
                        Map.of("suites_version", 1L, "suites", 1, "cases", 1),
                        Map.of("suites_version", 1L, "suites", 1, "cases", 1));
    }

    @Test
    void an_archived_zone_takes_none_and_a_zone_that_never_had_one_removes_none() {
        assertThatThrownBy(() -> writeSide.send(new RemoveSuite("z1", "a")))
                .hasMessageContaining("suites/z1 does not exist");
        writeSide.send(new ArchiveZone("z1", "d"));
        assertThatThrownBy(() -> define("a", "[1]", 1)).hasMessage("no zone z1");
    }

    private Object define(String name, String content, int cases) {
        return writeSide.send(new DefineSuite("z1", name, null, content, cases));
    }

    private List<Map<String, Object>> rows(String select) {
        return writeSide.sql().sql(select).query().listOfRows();
    }
}
