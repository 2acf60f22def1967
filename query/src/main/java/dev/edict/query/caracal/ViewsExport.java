package dev.edict.query.caracal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads the five tables from one snapshot and writes them into the target's tables. */
final class ViewsExport implements CaracalExport {

    /** A row takes up to 256 KiB. */
    private static final int ROWS_AT_A_TIME = 50;

    private static final int MOST_OBSTACLES = 100;
    private static final int LONGEST_SILENCE_MILLIS = 30 * 60 * 1_000;

    private final DataSource queryPool;

    ViewsExport(DataSource queryPool) {
        this.queryPool = queryPool;
    }

    @Override
    public Report run(DataSource target, String schema, @Nullable String zoneId, Watcher watcher) {
        try (var here = queryPool.getConnection();
                var there = target.getConnection()) {
            var views = views(here);
            var run = new Run(views, opened(there), schema, zoneId, watcher);
            var report = run.report();
            if (report.obstacles().isEmpty()) {
                there.commit();
            } else {
                there.rollback();
            }
            here.rollback();
            return report;
        } catch (SQLException e) {
            throw new UncategorizedSQLException("export", null, e);
        }
    }

    /** Disables the pool's statement timeout, which is set for requests. */
    private static JdbcTemplate views(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var views = opened(connection);
        var there = views.queryForObject("select to_regclass('views.policies') is not null", Boolean.class);
        if (!Boolean.TRUE.equals(there)) {
            throw new ExportRefused("this database has no Edict views: start Edict on it once");
        }
        return views;
    }

    private static JdbcTemplate opened(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        var template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        template.setFetchSize(ROWS_AT_A_TIME);
        // Each transaction idles while the other one works.
        template.execute("set local statement_timeout = 0");
        template.execute("set local idle_in_transaction_session_timeout = 0");
        // Row-level security of a Caracal's tables depends on this setting (contract §6.1).
        template.queryForObject("select set_config('caracal.zone_id', '*', true)", String.class);
        return template;
    }

    /** The number of rows written to one table. */
    private static final class Written {
        private long added;
        private long changed;
    }

    /** A single run. */
    private static final class Run {

        private final JdbcTemplate views;
        private final JdbcTemplate target;
        private final String schema;
        private final @Nullable String zoneId;
        private final Watcher watcher;
        private final List<String> obstacles = new ArrayList<>();
        private final List<Tally> tallies = new ArrayList<>();
        private long rows;
        private long done;

        Run(JdbcTemplate views, JdbcTemplate target, String schema, @Nullable String zoneId, Watcher watcher) {
            this.views = views;
            this.target = target;
            this.schema = schema;
            this.zoneId = zoneId;
            this.watcher = watcher;
        }

        Report report() {
            checkZones();
            checkContents();
            if (obstacles.isEmpty()) {
                for (var table : ExportedTable.values()) {
                    rows += count(table);
                }
                for (var table : ExportedTable.values()) {
                    export(table);
                }
            }
            return new Report(List.copyOf(tallies), shortened(obstacles));
        }

        private void checkZones() {
            var zones = views.queryForList(
                    """
                    select id from views.registered_zones z where (?::text is null or id = ?)
                        and (exists (select from views.policies p where p.zone_id = z.id)
                            or exists (select from views.policy_sets s where s.zone_id = z.id))
                    order by id
                    """,
                    String.class,
                    zoneId,
                    zoneId);
            if (zones.isEmpty() && zoneId != null) {
                obstacles.add("zone %s has neither policies nor policy sets in Edict".formatted(zoneId));
            }
            TargetTable.missingZones(target, schema, zones)
                    .forEach(zone -> obstacles.add("the target has no zone " + zone));
        }

        /** Runs before the first write, because a Caracal enforces what it receives. */
        private void checkContents() {
            var corrupted = views.queryForList(
                    """
                    select format('the text of policy version %s does not have the SHA-256 %s', t.id, t.content_sha256)
                    from views.policy_versions t join views.policies h on h.id = t.policy_id
                    where (?::text is null or h.zone_id = ?)
                        and encode(sha256(convert_to(t.content, 'UTF8')), 'hex') <> t.content_sha256
                    order by t.id limit 1
                    """,
                    String.class, zoneId, zoneId);
            if (!corrupted.isEmpty()) {
                throw new ExportRefused(corrupted.get(0));
            }
        }

        private long count(ExportedTable table) {
            return Objects.requireNonNull(views.queryForObject(table.count(), Long.class, zoneId, zoneId));
        }

        private void export(ExportedTable table) {
            var there = new TargetTable(target, schema, table);
            if (table.shape() == ExportedTable.Shape.BINDING && obstacles.isEmpty()) {
                release(there, table);
            }
            var written = new Written();
            for (var pass : table.passes()) {
                var batches = new Batches(batch -> write(there, batch, pass, written));
                views.query(
                        table.rows(pass),
                        row -> {
                            batches.add(row.getString(1));
                            watcher.progressed(++done, rows);
                        },
                        zoneId,
                        zoneId);
                batches.flush();
            }
            tallies.add(new Tally(table.tableName(), count(table), written.added, written.changed));
        }

        private void release(TargetTable there, ExportedTable table) {
            var active = new Batches(there::release);
            views.query(
                    "select a.row from (%s) a (row) where a.row::json ->> 'active_version_id' is not null"
                            .formatted(table.rows(ExportedTable.Pass.ALL)),
                    row -> {
                        active.add(row.getString(1));
                    },
                    zoneId,
                    zoneId);
            active.flush();
        }

        /**
         * Compares everything even after the first obstacle, to report all obstacles at once. Archived rows are written
         * nevertheless and rolled back later: they release names that would otherwise count as obstacles.
         */
        private void write(TargetTable there, String batch, ExportedTable.Pass pass, Written written) {
            obstacles.addAll(there.obstacles(batch));
            if (obstacles.isEmpty() || pass == ExportedTable.Pass.ARCHIVED) {
                var did = there.write(batch);
                written.added += did.added();
                written.changed += did.changed();
            }
        }

        private static List<String> shortened(List<String> obstacles) {
            if (obstacles.size() <= MOST_OBSTACLES) {
                return List.copyOf(obstacles);
            }
            var first = new ArrayList<>(obstacles.subList(0, MOST_OBSTACLES));
            first.add("and %d more".formatted(obstacles.size() - MOST_OBSTACLES));
            return first;
        }
    }
}
