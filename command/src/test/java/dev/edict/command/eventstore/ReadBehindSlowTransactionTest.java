package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A transaction that takes longer than the gap timeout of the reader. The reader is Axon's own, with a timeout of one
 * second. The tests differ only in whether the table assigns its index under the lock.
 */
@Tag("servers")
class ReadBehindSlowTransactionTest {

    private static final int PATIENCE_MILLIS = 1_000;

    private final WriteSide writeSide = new WriteSide();
    private final DataSource database = writeSide.database();

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void with_the_lock_the_reader_skips_no_event_of_a_slow_transaction() throws Exception {
        assertThat(seenBehindSlowTransaction("events", Duration.ofMillis(2_500)))
                .containsExactly("e1", "slow", "fast");
    }

    @Test
    void without_the_lock_the_reader_skips_the_event_of_a_slow_transaction() throws Exception {
        writeSide
                .sql()
                .sql(
                        """
                create schema unlocked;
                create table unlocked.domain_event (like events.domain_event including defaults including indexes);
                create sequence unlocked.global_index;
                alter table unlocked.domain_event
                    alter column global_index set default nextval('unlocked.global_index'),
                    alter column recorded_at set default clock_timestamp()
                """)
                .update();

        assertThat(seenBehindSlowTransaction("unlocked", Duration.ofMillis(2_500)))
                .containsExactly("e1", "fast");
    }

    private List<String> seenBehindSlowTransaction(String schema, Duration held) throws Exception {
        append(database.getConnection(), schema, "e1").close();
        var slow = database.getConnection();
        slow.setAutoCommit(false);
        append(slow, schema, "slow");
        var fast = CompletableFuture.runAsync(() -> {
            try {
                append(database.getConnection(), schema, "fast").close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        var committed = CompletableFuture.runAsync(
                () -> commit(slow), CompletableFuture.delayedExecutor(held.toMillis(), TimeUnit.MILLISECONDS));
        var writers = CompletableFuture.allOf(fast, committed);
        return CompletableFuture.supplyAsync(() -> seen(engine(schema), writers), outOfPatience())
                .join();
    }

    /** A reader that starts when possible gaps are older than its timeout. */
    private static Executor outOfPatience() {
        return CompletableFuture.delayedExecutor(PATIENCE_MILLIS + 500, TimeUnit.MILLISECONDS);
    }

    /** Reads until both writers have finished, and once more. */
    private static List<String> seen(EventStorageEngine engine, CompletableFuture<?> writers) {
        var seen = new ArrayList<String>();
        TrackingToken position = null;
        boolean done;
        do {
            done = writers.isDone();
            for (var event : engine.readEvents(position, false).toList()) {
                seen.add(event.getIdentifier());
                position = event.trackingToken();
            }
        } while (!done);
        writers.join();
        return seen;
    }

    private EventStorageEngine engine(String schema) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(new DataSourceConnectionProvider(database))
                .transactionManager(NoTransactionManager.instance())
                .eventSerializer(new EventSerializer())
                .snapshotSerializer(new EventSerializer())
                .dataType(String.class)
                .gapTimeout(PATIENCE_MILLIS)
                .schema(EventSchema.builder()
                        .eventTable(schema + ".domain_event")
                        .globalIndexColumn("global_index")
                        .eventIdentifierColumn("event_id")
                        .typeColumn("aggregate_type")
                        .aggregateIdentifierColumn("aggregate_id")
                        .sequenceNumberColumn("sequence_number")
                        .payloadTypeColumn("event_type")
                        .payloadRevisionColumn("revision")
                        .payloadColumn("payload")
                        .metaDataColumn("metadata")
                        .timestampColumn("occurred_at")
                        .build())
                .build();
    }

    private static Connection append(Connection connection, String schema, String eventId) throws SQLException {
        try (var statement = connection.prepareStatement(
                """
                insert into %s.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at)
                values (?, 'Zone', ?, 0, 'zone.registered', '1', '{}', '{}', ?)
                """
                        .formatted(schema))) {
            statement.setString(1, eventId);
            statement.setString(2, eventId);
            statement.setString(3, Instant.now().toString());
            statement.executeUpdate();
        }
        return connection;
    }

    private static void commit(Connection connection) {
        try (connection) {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
