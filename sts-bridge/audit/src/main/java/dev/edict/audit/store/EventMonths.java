package dev.edict.audit.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which months have a table that takes events, as far as this node knows. Thread-safe. */
final class EventMonths {

    private final JdbcTemplate tables;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    EventMonths(JdbcTemplate tables) {
        this.tables = tables;
    }

    static LocalDate of(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    /** Makes tables that are missing, in the transaction of the thread, and returns the months that take events. */
    Set<LocalDate> make(Collection<LocalDate> months) {
        var taking = new HashSet<LocalDate>();
        for (var month : months) {
            if (known.contains(month) || isMade(month)) {
                taking.add(month);
            }
        }
        return taking;
    }

    /** False if an operator detached the table. */
    private boolean isMade(LocalDate month) {
        return Boolean.TRUE.equals(tables.queryForObject("select bridge.make_audit_month(?)", Boolean.class, month));
    }

    /** Remembers months, after the commit: a table that was made in a transaction is gone if it is rolled back. */
    void remember(Set<LocalDate> months) {
        known.addAll(months);
    }

    /** After a failure, which may come from a table that was detached since. */
    void forget() {
        known.clear();
    }
}
