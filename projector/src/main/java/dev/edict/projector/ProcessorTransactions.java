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
 * The transactions of streaming processors. A nested transaction is a savepoint, so that a dead letter that fails again
 * keeps the record of the failure. A transaction that stalls is terminated before the claim of its token expires,
 * because it would lock the token against the node that takes over. Commits wait for the disk: the processor continues
 * from the position in its memory, and would skip events that a crash of PostgreSQL undid.
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
