package dev.edict.audit.retention;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;

/** The table with the events of a month. */
record MonthTable(YearMonth month, State state) {

    enum State {
        ATTACHED,
        /** Not read with others any more, while PostgreSQL waits for those who began before. */
        DETACH_PENDING,
        DETACHED
    }

    private static final String PREFIX = "audit_events_y";
    private static final String SEPARATOR = "m";

    /** Reads the month from a name that {@code bridge.make_audit_month} gave. */
    static YearMonth monthOf(String name) {
        var numbers = name.substring(PREFIX.length()).split(SEPARATOR, 2);
        return YearMonth.of(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** With its schema; the name has digits and lower-case letters only. */
    String name() {
        return "bridge.%s%04d%s%02d"
                .formatted(PREFIX, month.getYear(), SEPARATOR, month.getMonthValue())
                .toLowerCase(Locale.ROOT);
    }

    OffsetDateTime start() {
        return start(month);
    }

    static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
