package dev.edict.command.zone;

import dev.edict.command.SeenStatements;
import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The look-up of activations on a real PostgreSQL, fed with events by hand. */
final class RecordedActivations implements AutoCloseable {

    private final WriteSide writeSide = new WriteSide();
    private final SeenStatements statements = new SeenStatements(writeSide.database());
    private final JdbcActivations lookup = new JdbcActivations(statements);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(statements));

    Activations lookup() {
        return lookup;
    }

    void record(Object... events) {
        transaction.executeWithoutResult(status -> {
            for (var event : events) {
                heard(event);
            }
        });
    }

    /** Many in one transaction. */
    <T> T together(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    void heard(Object event) {
        if (event instanceof PolicySetVersionActivated activated) {
            lookup.on(activated);
        } else if (event instanceof ActivationRolledBack rolledBack) {
            lookup.on(rolledBack);
        } else if (event instanceof ZoneDeactivated deactivated) {
            lookup.on(deactivated);
        }
    }

    DataSource database() {
        return writeSide.database();
    }

    List<Map<String, Object>> rows(String question) {
        return writeSide.sql().sql(question).query().listOfRows();
    }

    void forget() {
        writeSide
                .sql()
                .sql("truncate command.activation, command.governed_version")
                .update();
    }

    /** The statements since the last call. */
    List<String> statements() {
        return statements.drain();
    }

    @Override
    public void close() {
        writeSide.close();
    }
}
