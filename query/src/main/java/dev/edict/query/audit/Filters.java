package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.Unanswerable;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters by which a list is narrowed down; what is wrong with one is an {@code invalid_query}. */
final class Filters {

    private static final int MAX_LENGTH = 64;
    private static final int MICROSECOND_DIGITS = 6;
    private static final long NANOS_PER_MICROSECOND = 1000;
    private static final Pattern UTC = Pattern.compile(
            "(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]+))?)?Z");

    private Filters() {}

    static @Nullable String oneOf(HttpServletRequest request, String name, List<String> values) {
        var value = PageRequest.query(request, name, MAX_LENGTH);
        if (value != null && !values.contains(value)) {
            throw Unanswerable.Reason.INVALID_QUERY.because("%s must be %s", name, String.join(" or ", values));
        }
        return value;
    }

    static @Nullable OffsetDateTime time(HttpServletRequest request, String name) {
        var text = PageRequest.query(request, name, MAX_LENGTH);
        if (text == null) {
            return null;
        }
        var parts = UTC.matcher(text);
        try {
            if (parts.matches()) {
                return time(parts);
            }
        } catch (DateTimeException e) {
            throw noTime(name, e);
        }
        throw noTime(name, null);
    }

    /** The parts of a comma-separated list that are not blank. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** To the microsecond, as the tables are: what lies between two is the later one, so that comparisons stay exact. */
    private static OffsetDateTime time(Matcher parts) {
        var second = parts.group("second") == null ? "00" : parts.group("second");
        var fraction = parts.group("fraction") == null ? "" : parts.group("fraction");
        var digits = (fraction + "0".repeat(MICROSECOND_DIGITS)).substring(0, MICROSECOND_DIGITS);
        var rest = fraction.length() > MICROSECOND_DIGITS ? fraction.substring(MICROSECOND_DIGITS) : "";
        var microseconds = Integer.parseInt(digits) + (rest.matches("0*") ? 0 : 1);
        return LocalDateTime.parse(parts.group("minute") + ":" + second)
                .plusNanos(microseconds * NANOS_PER_MICROSECOND)
                .atOffset(ZoneOffset.UTC);
    }

    private static Unanswerable noTime(String name, @Nullable Exception cause) {
        var refusal = Unanswerable.Reason.INVALID_QUERY.because(
                "%s must be a time in UTC such as 2026-01-31T09:30:00Z", name);
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
