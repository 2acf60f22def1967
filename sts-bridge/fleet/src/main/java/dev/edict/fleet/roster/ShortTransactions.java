package dev.edict.fleet.roster;

import dev.edict.command.api.Rejection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the transactions of decision points, a few at a time, so that commands always find a connection. */
@Component
public class ShortTransactions {

    /** Fewer than the connections that the pool has beyond the commands that are admitted at once. */
    private static final int AT_ONCE = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final TransactionTemplate transactions;

    ShortTransactions(@Qualifier("writePool") DataSource writePool) {
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(writePool));
    }

    /** Throws {@code overloaded} if it does not get its turn within two seconds. */
    public <T> T run(Supplier<T> work) {
        if (!awaitTurn()) {
            throw Rejection.Reason.OVERLOADED
                    .because("too many decision points report at once: retry later")
                    .with(Rejection.RETRY_AFTER, 1L);
        }
        try {
            return Objects.requireNonNull(transactions.execute(status -> work.get()));
        } finally {
            turns.release();
        }
    }

    private boolean awaitTurn() {
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
