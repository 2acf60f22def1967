package dev.edict.projector.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class CanaryTablesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String SHA_OF_ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    private static final String SHA_OF_TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

    private final Views views = new Views();
    private final CanaryProjector projector = new CanaryProjector(ViewWriter.immediate(views.database()));

    @BeforeEach
    void texts() {
        views.sql()
                .sql("insert into events.content values ('%s', 'one'), ('%s', 'two')".formatted(SHA_OF_ONE, SHA_OF_TWO))
                .update();
    }

    @Test
    void a_canary_has_its_input_and_its_expectation_and_who_defined_it() {
        define(1, "refund", SHA_OF_ONE, "deny", "role_scope_mismatch", 1);
        assertThat(canaries()).containsExactly("z1 refund one deny role_scope_mismatch admin:test");
        assertThat(states()).containsExactly("z1 1 1");
        assertThat(views.rows("select defined_at at time zone 'UTC' from canaries"))
                .containsExactly("2026-01-01 00:00:00.123456");
    }

    @Test
    void a_canary_of_the_same_name_replaces_the_earlier_one() {
        define(1, "refund", SHA_OF_ONE, "deny", "role_scope_mismatch", 1);
        define(2, "refund", SHA_OF_TWO, "allow", null, 1);
        assertThat(canaries()).containsExactly("z1 refund two allow null admin:test");
        assertThat(states()).containsExactly("z1 2 1");
    }

    @Test
    void a_zone_without_its_last_canary_keeps_its_number() {
        define(1, "refund", SHA_OF_ONE, "deny", null, 1);
        define(2, "payout", SHA_OF_TWO, "allow", null, 2);
        projector.on(new CanaryRemoved("z1", 3, "payout", 1));
        assertThat(canaries()).containsExactly("z1 refund one deny null admin:test");
        projector.on(new CanaryRemoved("z1", 4, "refund", 0));
        assertThat(canaries()).isEmpty();
        assertThat(states()).containsExactly("z1 4 0");
    }

    @Test
    void rejects_a_canary_whose_input_the_log_does_not_have() {
        assertThatThrownBy(() -> define(1, "refund", "unknown", "deny", null, 1))
                .hasMessageContaining("the log has no text with the SHA-256 unknown of canary refund");
    }

    @Test
    void rejects_a_canary_whose_input_was_changed_in_the_log() {
        views.sql()
                .sql("alter table events.content disable trigger all;"
                        + " update events.content set content = 'other' where content = 'one'")
                .update();
        assertThatThrownBy(() -> define(1, "refund", SHA_OF_ONE, "deny", null, 1))
                .hasMessageContaining("of canary refund: it is missing or was changed");
    }

    private void define(long version, String name, String sha256, String expect, @Nullable String reason, int count) {
        projector.on(
                new CanaryDefined("z1", version, name, sha256, 3, expect, reason, count),
                AT,
                MetaData.with("actor", "admin:test"));
    }

    private List<String> canaries() {
        return views.rows("select zone_id, name, input, expect, expect_reason, defined_by from canaries order by name");
    }

    private List<String> states() {
        return views.rows("select zone_id, canaries_version, canaries from zone_canaries");
    }
}
