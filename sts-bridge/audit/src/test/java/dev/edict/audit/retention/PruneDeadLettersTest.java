package dev.edict.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class PruneDeadLettersTest {

    private final RetainedMonths months = new RetainedMonths();

    @Test
    void dead_letters_older_than_the_retention_are_deleted_in_batches() {
        letters("old", 2_500, "2024-05-09T23:59:59Z");
        letters("new", 3, "2024-05-10T00:00:00Z");
        months.retainFrom("2024-05-10T00:00:00Z");
        assertThat(months.sql()
                        .sql("select source_id from bridge.audit_dead_letter order by source_id")
                        .query(String.class)
                        .list())
                .containsExactly("new1", "new2", "new3");
    }

    private void letters(String name, int count, String receivedAt) {
        months.sql()
                .sql(
                        """
                        insert into bridge.audit_dead_letter
                            (source, source_id, reason, detail, length, sha256, received_at)
                        select 'stream', :name || i, 'json_parse_error', '', 1, '', cast(:at as timestamptz)
                        from generate_series(1, :count) i
                        """)
                .param("name", name)
                .param("at", receivedAt)
                .param("count", count)
                .update();
    }
}
