package dev.edict.projector;

import java.util.concurrent.Callable;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Runs every call of an event handler in a savepoint. After a failed statement PostgreSQL rejects all further
 * statements of the transaction, including the record of the failure.
 */
final class Savepoints implements HandlerEnhancerDefinition {

    private static final TransactionDefinition SAVEPOINT =
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);

    private final PlatformTransactionManager transactions;

    Savepoints(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return new WrappedMessageHandlingMember<>(handler) {

            @Override
            public @Nullable Object handle(Message<?> event, @Nullable T projector) throws Exception {
                return behindSavepoint(() -> handler.handle(event, projector));
            }
        };
    }

    private <R extends @Nullable Object> R behindSavepoint(Callable<R> work) throws Exception {
        var savepoint = transactions.getTransaction(SAVEPOINT);
        R result;
        try {
            result = work.call();
        } catch (Exception e) {
            transactions.rollback(savepoint);
            throw e;
        }
        transactions.commit(savepoint);
        return result;
    }
}
