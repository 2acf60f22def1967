package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.APPLICATIONS_UNREADABLE;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts self-registered applications, if a token service stores them in the same database. */
@Component
class Applications {

    private final JdbcClient tables;
    private final TransactionTemplate reading;

    Applications(@Qualifier("writePool") DataSource writePool) {
        this.tables = JdbcClient.create(writePool);
        this.reading = new TransactionTemplate(new JdbcTransactionManager(writePool));
        this.reading.setReadOnly(true);
    }

    /**
     * The number of live applications of a zone; 0 if the table does not exist.
     *
     * @throws dev.edict.command.api.Rejection {@code applications_unreadable} if the table is not readable
     */
    int live(String zoneId) {
        try {
            return reading.execute(transaction -> isKept() ? count(zoneId) : 0);
        } catch (BadSqlGrammarException | PermissionDeniedDataAccessException e) {
            // a missing right and a missing column raise the same exception; only the server's message tells them apart
            var why = String.valueOf(e.getMostSpecificCause().getMessage());
            var unreadable = APPLICATIONS_UNREADABLE.because(
                    "public.applications cannot be read; Edict's role needs SELECT on it. %s",
                    why.lines().findFirst().orElse(""));
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    private boolean isKept() {
        return tables.sql("""
                select to_regclass('public.applications') is not null
                """)
                .query(Boolean.class)
                .single();
    }

    /** Row-level security of the table depends on this setting (contract §6.1), which ends with the transaction. */
    private int count(String zoneId) {
        tables.sql("select set_config('caracal.zone_id', :zone, true)")
                .param("zone", zoneId)
                .query(String.class)
                .single();
        return tables.sql(
                        """
                select count(*) from public.applications where zone_id = :zone
                    and registration_method = 'dcr' and archived_at is null and expires_at > now()
                """)
                .param("zone", zoneId)
                .query(Integer.class)
                .single();
    }
}
