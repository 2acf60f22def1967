package dev.edict.command.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/** Reads and appends {@code events.domain_event}; the global index is assigned by the table's own trigger. */
final class LogStorageEngine extends JdbcEventStorageEngine {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("events.domain_event")
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
            .build();

    private final AggregateCache aggregates;

    LogStorageEngine(
            AggregateCache aggregates,
            ConnectionProvider connections,
            TransactionManager transactions,
            PersistenceExceptionResolver duplicateKeys,
            Serializer serializer) {
        super(builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .persistenceExceptionResolver(duplicateKeys)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .dataType(String.class)
                .schema(SCHEMA));
        this.aggregates = aggregates;
    }

    /** Runs under the lock and before the commit: whoever takes the lock next already finds the cache up to date. */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        super.appendEvents(events, serializer);
        if (!events.isEmpty()) {
            aggregates.advance(events);
        }
    }

    /** A fixed width keeps the text in the order of time. */
    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp) throws SQLException {
        statement.setString(position, MICROSECONDS.format(timestamp));
    }

    /** No snapshots are kept: a stream is read whole once per node, and from then on only what was appended since. */
    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return Stream.empty();
    }
}
