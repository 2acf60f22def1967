package dev.edict.projector;

import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of streaming processors. One inside another is a savepoint, so that a dead letter that fails again
 * does not undo what is noted about it; and a node that stands still in one is cut off before its claim ends, or it
 * would keep the token locked from the node that takes over. They wait for the disk: the processor goes on from the
 * position it remembers, and would never tell what a crash of PostgreSQL has taken back.
 */
final class ProcessorTransactions implements TransactionManager {

    private final TransactionManager nesting;
    private final JdbcClient session;

    ProcessorTransactions(PlatformTransactionManager transactions, DataSource writePool) {
        this.nesting = new SpringTransactionManager(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        this.session = JdbcClient.create(writePool);
    }

    @Override
    public Transaction startTransaction() {
        var outermost = !TransactionSynchronizationManager.isActualTransactionActive();
        var transaction = nesting.startTransaction();
        if (outermost) {
            cutOffWhenIdle(transaction);
        }
        return transaction;
    }

    private void cutOffWhenIdle(Transaction transaction) {
        try {
            session.sql(
                            """
                    set local idle_in_transaction_session_timeout = '3s'
                    """)
                    .update();
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }
}
