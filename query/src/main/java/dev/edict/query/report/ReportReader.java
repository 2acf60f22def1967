package dev.edict.query.report;

import dev.edict.query.FreshlyPlannedJdbc;
import dev.edict.query.QueryRejection;
import dev.edict.query.report.file.ReportFile;
import dev.edict.query.report.file.Section;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes compliance reports, from one snapshot of append-only tables and a row at a time. The same request always has the
 * same bytes, except for erased notes and for loads that were deleted.
 */
@Component
public class ReportReader {

    /** Each holds a connection for seconds; the others of the pool are for questions. */
    static final int MOST_AT_A_TIME = 2;

    private static final int ROWS_AT_A_TIME = 500;
    private static final int LONGEST_SILENCE_MILLIS = 70_000;

    private final Semaphore making = new Semaphore(MOST_AT_A_TIME);
    private final JdbcTemplate tables;
    private final JdbcClient log;
    private final TransactionTemplate snapshot;

    ReportReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = new FreshlyPlannedJdbc(queryPool);
        this.tables.setFetchSize(ROWS_AT_A_TIME);
        this.log = JdbcClient.create(tables);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(queryPool));
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Writes the report of a zone.
     *
     * @throws QueryRejection if the zone is unknown, the period is not all in the past or ends before the zone, or too
     *     many reports are being made; nothing is written then
     */
    public void write(String zoneId, ReportRequest asked, OutputStream out) {
        if (!making.tryAcquire()) {
            throw QueryRejection.Reason.TOO_MANY_REPORTS.because(
                    "%d reports are being made, which is the maximum: retry later", MOST_AT_A_TIME);
        }
        try {
            snapshot.executeWithoutResult(transaction -> {
                allowLongStatements();
                var past = new ReportPast(log);
                var range = past.range(zoneId, asked);
                var file = asked.format().to(out);
                file.begin(past.header(range));
                sections(range, file);
                file.end(new ConsideredEvents(log).of(range));
            });
        } finally {
            making.release();
        }
    }

    private void sections(ReportRange range, ReportFile file) {
        var changes = new ReportedChanges(log);
        file.section(Section.GOVERNING, row -> new GoverningPeriods(log).forEach(range, row));
        file.section(Section.CHANGES, row -> changes.all(range, row));
        file.section(Section.EXCEPTIONS, row -> changes.exceptions(range, row));
        file.section(Section.TOKEN_HOLDERS, row -> new TokenHolders(log).forEach(range, row));
        file.section(Section.DECISIONS, row -> new DecisionMonths(log).forEach(range, row));
        file.section(Section.LOADS, row -> new ReportedLoads(log).forEach(range, row));
    }

    /** The bounds of the pool are for questions; it restores them when the connection comes back. */
    private void allowLongStatements() {
        tables.execute("set local statement_timeout = '60s'");
        tables.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
            return true;
        });
    }
}
