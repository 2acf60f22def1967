package dev.edict.command.log;

import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the command lock as the first statement of every command's transaction, on whichever node it runs.
 *
 * <p>Nothing is then decided on what another command is changing, and events commit in the order of their index. The
 * append takes the same lock again, so that no other path into the log exists.
 */
final class CommandLock implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final JdbcClient log;

    CommandLock(DataSource writePool) {
        this.log = JdbcClient.create(writePool);
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        log.sql("""
                select pg_advisory_xact_lock(297498395476)
                """)
                .query((row, n) -> n)
                .single();
        return chain.proceed();
    }
}
