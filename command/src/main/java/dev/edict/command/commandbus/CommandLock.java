package dev.edict.command.commandbus;

import dev.edict.command.eventstore.AggregateCache;
import dev.edict.command.eventstore.LogConsistency;
import dev.edict.command.eventstore.LogInconsistent;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the command lock as the first statement of every command's transaction, on every node.
 *
 * <p>The lock serializes commands across nodes, so that events commit in the order of their index. The append takes the
 * same lock again, so that every path into the log holds it.
 */
final class CommandLock implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final JdbcClient log;
    private final LogConsistency consistency;
    private final AggregateCache aggregates;
    private final Timer waiting;

    CommandLock(DataSource writePool, LogConsistency consistency, AggregateCache aggregates, Timer waiting) {
        this.log = JdbcClient.create(writePool);
        this.consistency = consistency;
        this.aggregates = aggregates;
        this.waiting = waiting;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        consistency.requireNoReaderAhead();
        var head = Objects.requireNonNull(waiting.record(this::lockOrRefuse));
        aggregates.holdAgainst(head.head(), head.headEventId(), unitOfWork);
        return chain.proceed();
    }

    private Head lockOrRefuse() {
        try {
            return lockAndFindHead();
        } catch (DataAccessException e) {
            throw LogInconsistent.in(e).<RuntimeException>map(found -> found).orElse(e);
        }
    }

    private Head lockAndFindHead() {
        return log.sql(
                        """
                select head, head_event_id from events.take_command_lock()
                """)
                .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                .single();
    }

    private record Head(long head, String headEventId) {}
}
