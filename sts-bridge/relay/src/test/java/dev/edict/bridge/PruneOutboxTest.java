package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.bridge.resync.Resyncs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class PruneOutboxTest {

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OutboxPruning pruning = new OutboxPruning(
            database.pool(), new Resyncs(database.pool(), TestRedis.STREAM), Duration.ofDays(7), meters);

    @Test
    void rows_past_their_retention_are_deleted_except_the_newest_of_each_version() {
        database.add("old", "z1", 1, "v1");
        database.add("other-version", "z1", 2, "v2");
        database.add("nothing-governed", "z1", 3, null);
        database.add("newest", "z1", 4, "v1");
        database.add("nothing-governs", "z1", 5, null);
        database.add("other-zone", "z2", 1, "v1");
        sentAgo("8 days");

        pruning.prune();

        assertThat(ids()).containsExactly("other-version", "newest", "nothing-governs", "other-zone");
        assertThat(meters.get("edict.outbox.pruned").counter().count()).isEqualTo(2);
    }

    @Test
    void rows_within_their_retention_stay() {
        database.add("kept", "z1", 1, "v1");
        database.add("newest", "z1", 2, "v1");
        sentAgo("6 days 23 hours");

        pruning.prune();

        assertThat(ids()).containsExactly("kept", "newest");
    }

    @Test
    void unsent_rows_stay_at_any_age() {
        database.add("unsent", "z1", 1, "v1");
        database.add("newer", "z1", 2, "v1");
        database.sql()
                .sql("update bridge.outbox set created_at = now() - interval '1 year', attempts = 10000")
                .update();

        pruning.prune();

        assertThat(ids()).containsExactly("unsent", "newer");
    }

    @Test
    void the_newest_dispatch_of_every_version_is_answered_as_before() {
        manySentRows(20_000);
        var before = newestDispatches();

        pruning.prune();

        assertThat(newestDispatches()).hasSize(7 * 11).isEqualTo(before);
        assertThat(database.count("select count(*) from bridge.outbox")).isEqualTo(before.size());
    }

    @Test
    void a_row_that_another_node_is_deleting_is_not_waited_for() throws SQLException {
        database.add("locked", "z1", 1, "v1");
        database.add("free", "z1", 2, "v1");
        database.add("newest", "z1", 3, "v1");
        sentAgo("8 days");
        try (var other = database.pool().getConnection()) {
            other.setAutoCommit(false);
            lock(other, "locked");

            pruning.prune();

            assertThat(ids()).containsExactly("locked", "newest");
            other.rollback();
        }
        pruning.prune();
        assertThat(ids()).containsExactly("newest");
    }

    @Test
    void unsent_rows_are_found_by_their_own_index_for_any_number_of_sent_rows() {
        manySentRows(100_000);
        database.activate("z1", 200_001, 200_010);
        database.sql().sql("analyze bridge.outbox").update();

        assertThat(plan(Outbox.DUE_ZONES)).contains("outbox_unsent").doesNotContain("Seq Scan");
    }

    private void manySentRows(int rows) {
        database.sql()
                .sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                                                   request_id, created_at, next_attempt_at, sent_at)
                        select 'd' || n, 'z' || n % 7, n, 's' || n % 7, nullif('v' || n % 11, 'v0'), 'r', now(), now(),
                               now() - interval '30 days'
                        from generate_series(1, ?) n
                        """)
                .param(rows)
                .update();
    }

    private void sentAgo(String age) {
        database.sql()
                .sql("update bridge.outbox set sent_at = now() - ?::interval")
                .param(age)
                .update();
    }

    private List<String> ids() {
        return database.sql()
                .sql("select id from bridge.outbox order by zone_id, activation_seq")
                .query(String.class)
                .list();
    }

    /** What an activation's status is answered from: the newest dispatch of a version in a zone and set. */
    private List<Map<String, Object>> newestDispatches() {
        return database.sql()
                .sql(
                        """
                        select distinct on (zone_id, policy_set_id, policy_set_version_id)
                               zone_id, policy_set_id, policy_set_version_id, id, attempts, last_error, sent_at
                        from bridge.outbox
                        order by zone_id, policy_set_id, policy_set_version_id, activation_seq desc
                        """)
                .query()
                .listOfRows();
    }

    private String plan(String query) {
        return String.join(
                "\n", database.sql().sql("explain " + query).query(String.class).list());
    }

    private static void lock(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement("select id from bridge.outbox where id = ? for update")) {
            statement.setString(1, id);
            statement.execute();
        }
    }
}
