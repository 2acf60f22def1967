package dev.edict.app.rig;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The instants of a command and of its relay at which a process may die. They are recognised by the statements of the
 * product, here and nowhere else; the crash test fails when a statement is renamed and its point is never hit.
 */
enum HaltPoint {
    BEFORE_LOCK(When.BEFORE, Sql.LOCK),
    AFTER_LOCK(When.AFTER, Sql.LOCK),
    AFTER_APPEND(When.AFTER, Sql.APPEND),
    /** The last of the enforcement views that an activation writes. */
    AFTER_VIEWS(When.AFTER, "insert\\s+into\\s+(views\\.)?governance\\b"),
    AFTER_OUTBOX(When.AFTER, "insert\\s+into\\s+bridge\\.outbox\\b"),
    /** Of a transaction that appended, before anybody is answered. */
    AFTER_COMMIT(When.AFTER_COMMIT, Sql.APPEND),
    /** The stream has the entry, the outbox does not know it yet. */
    AFTER_XADD(When.BEFORE, "update\\s+bridge\\.outbox\\b.*\\bsent_at\\s*=");

    /** Between the commit and the entry of the stream, and between the entry and its mark. */
    static final Set<HaltPoint> OF_THE_RELAY = EnumSet.of(AFTER_COMMIT, AFTER_XADD);

    enum When {
        BEFORE,
        AFTER,
        AFTER_COMMIT
    }

    private static final class Sql {
        static final String LOCK = "pg_advisory_xact_lock|events\\.lock|take_lock|command_lock";
        static final String APPEND = "insert\\s+into\\s+events\\.domain_event\\b";
    }

    private final When when;
    private final Pattern statement;

    HaltPoint(When when, String statement) {
        this.when = when;
        this.statement = Pattern.compile(statement, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    When when() {
        return when;
    }

    boolean concerns(String sql) {
        return statement.matcher(sql).find();
    }
}
