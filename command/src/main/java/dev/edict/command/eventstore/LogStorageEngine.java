package dev.edict.command.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/**
 * Reads and appends {@code events.domain_event}, whose trigger assigns the global index, and stores
 * {@code command.snapshot}.
 */
class LogStorageEngine extends JdbcEventStorageEngine {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("events.domain_event")
            .snapshotTable("command.snapshot")
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

    LogStorageEngine(Builder settings) {
        super(settings);
    }

    static Builder settings(
            ConnectionProvider connections, TransactionManager transactions, EventSerializer serializer) {
        return builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(EventUpcasters.chain())
                .snapshotFilter(data -> isCurrent(data, serializer))
                .appendSnapshot((connection, schema, dataType, snapshot, json, timestamps) ->
                        keepSnapshot(connection, snapshot, json))
                .deleteSnapshots(
                        (connection, schema, aggregateId, sequence) -> dropOldRevisions(connection, aggregateId))
                .readSnapshotData((connection, schema, aggregateId) -> snapshotOf(connection, aggregateId))
                .dataType(String.class)
                .schema(SCHEMA);
    }

    /** A fixed width makes the order of the texts the order of time. */
    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp) throws SQLException {
        statement.setString(position, MICROSECONDS.format(timestamp));
    }

    private static boolean isCurrent(DomainEventData<?> snapshot, EventSerializer serializer) {
        return serializer.isCurrentState(snapshot.getPayload().getType());
    }

    private static PreparedStatement keepSnapshot(
            Connection connection, DomainEventMessage<?> snapshot, Serializer serializer) throws SQLException {
        var statement = connection.prepareStatement(
                """
                insert into command.snapshot (event_id, aggregate_id, sequence_number, aggregate_type, occurred_at,
                    event_type, revision, payload, metadata)
                select event_id, aggregate_id, sequence_number, aggregate_type, occurred_at, ?, ?, ?, ?
                from events.domain_event where aggregate_id = ? and sequence_number = ?
                on conflict (aggregate_id, revision) do update set
                    event_id = excluded.event_id, sequence_number = excluded.sequence_number,
                    occurred_at = excluded.occurred_at, event_type = excluded.event_type,
                    payload = excluded.payload, stored_at = now()
                where excluded.sequence_number >= snapshot.sequence_number
                    or not exists (select from events.domain_event e where e.event_id = snapshot.event_id)
                """);
        var payload = snapshot.serializePayload(serializer, String.class);
        statement.setString(1, payload.getType().getName());
        statement.setString(2, payload.getType().getRevision());
        statement.setString(3, payload.getData());
        statement.setString(
                4, snapshot.serializeMetaData(serializer, String.class).getData());
        statement.setString(5, snapshot.getAggregateIdentifier());
        statement.setLong(6, snapshot.getSequenceNumber());
        return statement;
    }

    /** Deletes snapshots of other revisions that were not renewed for a day. */
    private static PreparedStatement dropOldRevisions(Connection connection, String aggregateId) throws SQLException {
        var statement = connection.prepareStatement(
                """
                delete from command.snapshot where aggregate_id = ? and stored_at < now() - interval '1 day'
                """);
        statement.setString(1, aggregateId);
        return statement;
    }

    /** Selects a snapshot only if the log contains its last event; otherwise that event was rolled back. */
    private static PreparedStatement snapshotOf(Connection connection, String aggregateId) throws SQLException {
        var statement = connection.prepareStatement(
                """
                select s.event_id, s.aggregate_id, s.sequence_number, s.aggregate_type, s.occurred_at, s.event_type,
                    s.revision, s.payload, s.metadata
                from command.snapshot s
                join events.domain_event e on e.aggregate_id = s.aggregate_id
                    and e.sequence_number = s.sequence_number and e.event_id = s.event_id
                where s.aggregate_id = ? order by s.sequence_number desc
                """);
        statement.setString(1, aggregateId);
        return statement;
    }
}
