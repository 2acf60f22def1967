package dev.edict.projector.rebuild;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Rebuilds into {@code views_next}, which has no readers. It needs the command lock only for the tail of the log. */
@Component
final class LogRebuild implements ViewRebuild {

    private static final String TIMELINE = "timeline";

    private final DataSource writePool;
    private final EventStorageEngine log;
    private final Serializer tokens;

    LogRebuild(@Qualifier("writePool") DataSource writePool, EventStorageEngine log, TokenStore tokenStore) {
        this.writePool = writePool;
        this.log = log;
        this.tokens = ((JdbcTokenStore) tokenStore).serializer();
    }

    @Override
    public Outcome run(View view, boolean swap, Watcher watcher) {
        try (var connection = RebuildConnection.open(writePool)) {
            claim(connection);
            var outcome = runOrClearAway(view, swap, watcher, connection);
            clearAway(connection);
            return outcome;
        }
    }

    private Outcome runOrClearAway(View view, boolean swap, Watcher watcher, RebuildConnection connection) {
        try {
            return run(view, swap, watcher, connection);
        } catch (RuntimeException e) {
            clearAwayAfter(e, connection);
            throw e;
        }
    }

    private static void clearAwayAfter(RuntimeException failure, RebuildConnection connection) {
        try {
            clearAway(connection);
        } catch (RuntimeException alsoFailed) {
            // The next run removes the remains; the first failure matters more.
            failure.addSuppressed(alsoFailed);
        }
    }

    @Override
    public List<Table> replay(Range range, BatchListener listener) {
        try (var connection = RebuildConnection.open(writePool)) {
            claim(connection);
            try {
                var tables = replay(range, listener, connection);
                clearAway(connection);
                return tables;
            } catch (ReplayStopped e) {
                throw e;
            } catch (RuntimeException e) {
                clearAwayAfter(e, connection);
                throw e;
            }
        }
    }

    private List<Table> replay(Range range, BatchListener listener, RebuildConnection connection) {
        var tables = existingTables(connection);
        var shadow = range.after() == 0
                ? ShadowSchema.build(connection, tables)
                : ShadowSchema.left(connection, tables, range.schemaId())
                        .orElseThrow(
                                () -> new RebuildRefused("the tables of the stopped replay are gone: begin again"));
        writeInto(connection);
        try (var replay = new ProjectionReplay(log, connection, group -> true, range.after(), listener)) {
            var catchUp = new CatchUp(writePool, replay, Watcher.NONE);
            catchUp.upTo(range.upTo());
            shadow.complete(connection);
            return range.toTheHead() ? compare(tables, catchUp).tables() : digests(tables);
        }
    }

    private List<Table> digests(List<String> tables) {
        try (var snapshot = Snapshot.take(writePool, tokens, 0)) {
            return snapshot.digests(tables);
        }
    }

    private static void writeInto(RebuildConnection connection) {
        connection.execute("set search_path to views_next, public");
        // The rebuilt tables are discarded if the server crashes before the swap, so earlier commits need not wait for
        // the disk. The commit of the swap does.
        connection.execute("set synchronous_commit to off");
    }

    private static List<String> existingTables(RebuildConnection connection) {
        var all = ShadowSchema.tablesOf(connection.sql());
        if (all.isEmpty()) {
            throw new RebuildRefused("this database has no Edict views: start Edict on it once");
        }
        return all;
    }

    private static void clearAway(RebuildConnection connection) {
        connection.inTransaction(() -> ShadowSchema.drop(connection, ShadowSchema.NEXT));
    }

    /** A session-level advisory lock is released when this process ends. */
    private static void claim(RebuildConnection connection) {
        var free = connection
                .sql()
                .sql("select pg_try_advisory_lock(76159589241938)")
                .query(Boolean.class)
                .single();
        if (!free) {
            throw new RebuildRefused("another rebuild is running on this database: wait for its end");
        }
    }

    private Outcome run(View view, boolean swap, Watcher watcher, RebuildConnection connection) {
        var all = existingTables(connection);
        var wanted = all.stream().filter(table -> belongs(table, view)).toList();
        // The timeline takes names from the enforcement tables, and only the rebuilt ones are known to be correct.
        var tables = view == View.TIMELINE ? all : wanted;
        if (swap) {
            requireSwappable(tables, wanted, view == View.ALL, connection);
        }
        var shadow = ShadowSchema.build(connection, tables);
        writeInto(connection);
        Predicate<String> groups = group -> view != View.ENFORCEMENT || group.equals(ProjectionReplay.ENFORCEMENT);
        try (var replay = new ProjectionReplay(log, connection, groups, 0, (index, same) -> true)) {
            var catchUp = new CatchUp(writePool, replay, watcher);
            catchUp.mostOfTheLog();
            shadow.complete(connection);
            var comparison = compare(wanted, catchUp);
            watcher.compared(comparison);
            var swappedAt =
                    swap ? OptionalLong.of(swap(view, wanted, shadow, connection, catchUp)) : OptionalLong.empty();
            return new Outcome(comparison, swappedAt, catchUp.longestHold());
        }
    }

    /** Tells before the long part, with empty tables, what would keep the swap from happening after it. */
    private static void requireSwappable(
            List<String> tables, List<String> swapped, boolean wholeSchema, RebuildConnection connection) {
        var empty = ShadowSchema.build(connection, tables);
        empty.complete(connection);
        connection.inTransaction(() -> empty.requireSwappable(connection.sql(), swapped, wholeSchema));
    }

    private static boolean belongs(String table, View view) {
        return switch (view) {
            case ALL -> true;
            case TIMELINE -> table.equals(TIMELINE);
            case ENFORCEMENT -> !table.equals(TIMELINE);
        };
    }

    /** Commands resume after the snapshot is taken, however long the comparison takes. */
    private Comparison compare(List<String> tables, CatchUp catchUp) {
        try (var snapshot = catchUp.atTheHead(turn -> Snapshot.take(writePool, tokens, turn.head()))) {
            return snapshot.compare(tables);
        }
    }

    private static long swap(
            View view, List<String> tables, ShadowSchema shadow, RebuildConnection connection, CatchUp catchUp) {
        // Without statistics the first queries after the swap would use slow plans.
        tables.forEach(table -> connection.execute("analyze views_next.\"%s\"".formatted(table)));
        return catchUp.atTheHead(turn -> {
            shadow.requireSwappable(turn.connection().sql(), tables, view == View.ALL);
            var swap = new Swap(turn.connection(), tables);
            if (view == View.ALL) {
                swap.wholeSchema();
            } else {
                swap.onlyTheTables();
            }
            return turn.head();
        });
    }
}
