package dev.edict.command.eventstore;

import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Serializer;

/** The storage engine for commands, under the command lock. It bounds the events that it reads from one stream. */
final class CommandStorageEngine extends LogStorageEngine {

    private static final int BATCH = 100;

    /** The largest number of events after the last snapshot that a command reads itself. */
    static final int LONGEST_TAIL = 1_000;

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final AggregateCache aggregates;
    private final BiConsumer<String, String> rebuilds;

    /** @param rebuilds receives the type and the identifier of an aggregate that needs a snapshot */
    CommandStorageEngine(
            AggregateCache aggregates,
            ConnectionProvider connections,
            TransactionManager transactions,
            PersistenceExceptionResolver duplicateKeys,
            EventSerializer serializer,
            BiConsumer<String, String> rebuilds) {
        super(settings(connections, transactions, serializer)
                .persistenceExceptionResolver(duplicateKeys)
                .batchSize(BATCH));
        this.connections = connections;
        this.transactions = transactions;
        this.aggregates = aggregates;
        this.rebuilds = rebuilds;
    }

    /** Runs under the lock and before the commit, so that the next holder of the lock finds an up-to-date cache. */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        super.appendEvents(events, serializer);
        if (!events.isEmpty()) {
            aggregates.advance(events);
        }
    }

    /** @throws SnapshotRebuilding if too many events follow the snapshot, which is checked after a full batch */
    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateId, long firstSequenceNumber, int batchSize) {
        var batch = super.fetchDomainEvents(aggregateId, firstSequenceNumber, batchSize);
        if (batch.size() == batchSize && exists(aggregateId, firstSequenceNumber + LONGEST_TAIL)) {
            var type = batch.get(0).getType();
            rebuilds.accept(type, aggregateId);
            throw new SnapshotRebuilding(type, aggregateId);
        }
        return batch;
    }

    private boolean exists(String aggregateId, long sequenceNumber) {
        return transactions.fetchInTransaction(() -> JdbcUtils.executeQuery(
                connection(),
                connection -> {
                    var statement = connection.prepareStatement(
                            """
                            select exists (
                                select from events.domain_event where aggregate_id = ? and sequence_number = ?)
                            """);
                    statement.setString(1, aggregateId);
                    statement.setLong(2, sequenceNumber);
                    return statement;
                },
                found -> JdbcUtils.nextAndExtract(found, 1, Boolean.class),
                e -> new EventStoreException("Failed to read the end of a stream", e)));
    }

    private java.sql.Connection connection() {
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            throw new EventStoreException("No connection to the log", e);
        }
    }
}
