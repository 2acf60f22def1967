package dev.edict.projector;

import dev.edict.command.api.DatabaseFailure;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.Serializer;
import org.springframework.dao.DataAccessException;

/**
 * {@code projection.dead_letter}: stores an event that cannot be handled, and all later events of its zone behind it.
 */
final class DeadLetterTable {

    /** Unlimited, because a full queue would stop all zones. */
    private static final int AS_MANY_AS_COME = Integer.MAX_VALUE;

    private static final DeadLetterSchema SCHEMA = DeadLetterSchema.builder()
            .deadLetterTable("projection.dead_letter")
            .deadLetterIdentifierColumn("letter_id")
            .processingGroupColumn("processor_name")
            .sequenceIdentifierColumn("zone_id")
            .sequenceIndexColumn("position_in_zone")
            .messageTypeColumn("message_type")
            .eventIdentifierColumn("event_id")
            .timestampColumn("occurred_at")
            .payloadTypeColumn("event_type")
            .payloadRevisionColumn("revision")
            .payloadColumn("payload")
            .metaDataColumn("metadata")
            .aggregateTypeColumn("aggregate_type")
            .aggregateIdentifierColumn("aggregate_id")
            .sequenceNumberColumn("sequence_number")
            .tokenTypeColumn("token_type")
            .tokenColumn("token")
            .enqueuedAtColumn("enqueued_at")
            .lastTouchedColumn("last_touched")
            .processingStartedColumn("processing_started")
            .causeTypeColumn("cause_type")
            .causeMessageColumn("cause_message")
            .diagnosticsColumn("diagnostics")
            .build();

    private DeadLetterTable() {}

    static SequencedDeadLetterQueue<EventMessage<?>> of(
            String processor,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer events,
            Serializer tokens) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(processor)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(SCHEMA)
                .eventSerializer(events)
                .genericSerializer(tokens)
                .maxSequences(AS_MANY_AS_COME)
                .maxSequenceSize(AS_MANY_AS_COME)
                .build();
    }

    /**
     * Enqueues the event if it caused the failure. A failure of the database makes the processor retry the whole batch.
     */
    static EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        if (DatabaseFailure.of(cause).mayPass()) {
            throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
        }
        // The words of PostgreSQL, which an operator can act on, stand at the end of a long statement.
        return Decisions.enqueue(ThrowableCause.truncated(
                cause instanceof DataAccessException failure ? failure.getMostSpecificCause() : cause));
    }
}
