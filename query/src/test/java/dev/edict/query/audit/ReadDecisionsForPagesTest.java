package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages ask for decisions without a query string. */
@Tag("servers")
class ReadDecisionsForPagesTest {

    private static final DecisionFilter ALL =
            new DecisionFilter(null, null, null, null, null, null, null, null, null, null, null, null);

    private final AuditTables audit = new AuditTables();
    private final AuditReader reader = new AuditReader(audit.database());

    @Test
    void pages_follow_each_other_without_a_gap() {
        for (int number = 0; number < 5; number++) {
            audit.event("e" + number, Tables.START.plusSeconds(number));
        }
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var asked = asked(cursor, ALL);
            var page = asked.page(reader.list("z1", asked));
            page.items().forEach(event -> found.add(event.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(found).containsExactly("e4", "e3", "e2", "e1", "e0");
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        assertThatThrownBy(() -> asked("bm90IGpzb24", ALL)).isInstanceOf(QueryRejection.class);
    }

    @Test
    void finds_an_event_of_the_zone_by_its_id() {
        audit.event("e1", Tables.START);
        JdbcClient.create(audit.database())
                .sql(
                        "insert into bridge.audit_event_id (id, occurred_at) select id, occurred_at from bridge.audit_events")
                .update();
        assertThat(reader.find("z1", "e1").orElseThrow().shown().id()).isEqualTo("e1");
        assertThat(reader.find("z2", "e1")).isEmpty();
        assertThat(reader.find("z1", "unknown")).isEmpty();
    }

    private static AuditRequest asked(@Nullable String cursor, DecisionFilter filter) {
        return AuditRequest.newestFirst(2, cursor, null, null, filter);
    }
}
