package dev.edict.projector.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class SuiteTablesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String SHA_OF_ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    private static final String SHA_OF_TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

    private final Views views = new Views();
    private final SuiteProjector projector = new SuiteProjector(ViewWriter.immediate(views.database()));

    @BeforeEach
    void texts() {
        views.sql()
                .sql("insert into events.content values ('%s', 'one'), ('%s', 'two')".formatted(SHA_OF_ONE, SHA_OF_TWO))
                .update();
    }

    @Test
    void a_suite_has_its_cases_and_its_description_and_who_defined_it() {
        define(1, "reads", 1, SHA_OF_ONE, 1, 1);
        assertThat(suites()).containsExactly("z1 reads 1 about one 5 t admin:test");
        assertThat(states()).containsExactly("z1 1 1 5");
        assertThat(views.rows("select defined_at at time zone 'UTC' from suite_versions"))
                .containsExactly("2026-01-01 00:00:00.123456");
    }

    @Test
    void an_earlier_version_is_kept_and_not_in_force() {
        define(1, "reads", 1, SHA_OF_ONE, 1, 1);
        define(2, "reads", 2, SHA_OF_TWO, 1, 1);
        assertThat(suites())
                .containsExactly("z1 reads 1 about one 5 f admin:test", "z1 reads 2 about two 5 t admin:test");
        assertThat(states()).containsExactly("z1 2 1 5");
    }

    @Test
    void a_removed_suite_is_kept_and_not_in_force_until_it_is_defined_again() {
        define(1, "reads", 1, SHA_OF_ONE, 1, 1);
        define(2, "pays", 1, SHA_OF_TWO, 2, 2);
        projector.on(new SuiteRemoved("z1", 3, "reads", 1, 5));
        assertThat(suites())
                .containsExactly("z1 pays 1 about two 5 t admin:test", "z1 reads 1 about one 5 f admin:test");
        assertThat(states()).containsExactly("z1 3 1 5");
        define(4, "reads", 2, SHA_OF_ONE, 2, 2);
        assertThat(suites()).endsWith("z1 reads 2 about one 5 t admin:test");
    }

    @Test
    void rejects_a_suite_whose_text_the_log_does_not_have_or_was_changed() {
        assertThatThrownBy(() -> define(1, "reads", 1, "unknown", 1, 1))
                .hasMessageContaining("the log has no text with the SHA-256 unknown of suite reads");
        views.sql()
                .sql("alter table events.content disable trigger all;"
                        + " update events.content set content = 'other' where content = 'one'")
                .update();
        assertThatThrownBy(() -> define(1, "reads", 1, SHA_OF_ONE, 1, 1))
                .hasMessageContaining("of suite reads: it is missing or was changed");
    }

    private void define(long suitesVersion, String name, long version, String sha256, int count, int fives) {
        projector.on(
                new SuiteDefined("z1", suitesVersion, name, version, "about", sha256, 3, 5, count, 5 * fives),
                AT,
                MetaData.with("actor", "admin:test"));
    }

    private List<String> suites() {
        return views.rows(
                "select zone_id, name, version, description, content, cases, in_force, defined_by from suite_versions"
                        + " order by name, version");
    }

    private List<String> states() {
        return views.rows("select zone_id, suites_version, suites, cases from zone_suites");
    }
}
