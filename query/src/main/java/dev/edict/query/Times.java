package dev.edict.query;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants in a query string. They are rounded up to the microsecond, the precision of the tables. */
public final class Times {

    /** The maximum length of a time. */
    public static final int MAX_LENGTH = 64;

    private static final int MICROSECOND_DIGITS = 6;
    private static final long NANOS_PER_MICROSECOND = 1000;

    /** The contract's format: UTC, with optional seconds. */
    public static final String UTC_FORM = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?Z";

    /** {@link #UTC_FORM} with its parts named. */
    private static final Pattern UTC = Pattern.compile("(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})"
            + "(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]+))?)?(?<offset>Z)");

    private static final Pattern RFC_3339 = Pattern.compile("(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2})"
            + ":(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]+))?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})");

    private Times() {}

    /** A time in UTC such as {@code 2026-01-31T09:30:00Z}; null if absent. */
    public static @Nullable OffsetDateTime utc(HttpServletRequest request, String name) {
        return time(request, name, UTC, "a time in UTC such as 2026-01-31T09:30:00Z");
    }

    /** An RFC 3339 instant with any offset; null if absent. */
    public static @Nullable OffsetDateTime instant(HttpServletRequest request, String name) {
        return time(
                request,
                name,
                RFC_3339,
                "an RFC 3339 instant such as 2026-01-31T09:30:00Z or 2026-01-31T10:30:00%2B01:00");
    }

    /** An RFC 3339 instant with any offset; {@code refusal} creates the exception for another text. */
    public static OffsetDateTime instant(String text, Function<String, QueryRejection> refusal) {
        return time(
                text,
                RFC_3339,
                "an RFC 3339 instant such as 2026-01-31T09:30:00Z or 2026-01-31T10:30:00+01:00",
                refusal);
    }

    private static @Nullable OffsetDateTime time(
            HttpServletRequest request, String name, Pattern pattern, String expected) {
        var text = PageRequest.query(request, name, MAX_LENGTH);
        return text == null
                ? null
                : time(
                        text,
                        pattern,
                        expected,
                        wrong -> QueryRejection.Reason.INVALID_QUERY.because("%s %s", name, wrong));
    }

    private static OffsetDateTime time(
            String text, Pattern pattern, String expected, Function<String, QueryRejection> refusal) {
        var parts = pattern.matcher(text);
        try {
            if (parts.matches()) {
                return time(parts);
            }
        } catch (DateTimeException e) {
            var refused = refusal.apply("must be " + expected);
            refused.initCause(e);
            throw refused;
        }
        throw refusal.apply("must be " + expected);
    }

    private static OffsetDateTime time(Matcher parts) {
        var second = parts.group("second") == null ? "00" : parts.group("second");
        var fraction = parts.group("fraction") == null ? "" : parts.group("fraction");
        var digits = (fraction + "0".repeat(MICROSECOND_DIGITS)).substring(0, MICROSECOND_DIGITS);
        var rest = fraction.length() > MICROSECOND_DIGITS ? fraction.substring(MICROSECOND_DIGITS) : "";
        var microseconds = Integer.parseInt(digits) + (rest.matches("0*") ? 0 : 1);
        var minute = parts.group("minute").toUpperCase(Locale.ROOT);
        return LocalDateTime.parse(minute + ":" + second)
                .plusNanos(microseconds * NANOS_PER_MICROSECOND)
                .atOffset(ZoneOffset.of(parts.group("offset").toUpperCase(Locale.ROOT)))
                .withOffsetSameInstant(ZoneOffset.UTC);
    }
}
