package dev.edict.console.page;

import dev.edict.query.QueryRejection;
import dev.edict.query.StorableText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form that filters a list: an empty field filters nothing. */
public final class FilterFields {

    private final HttpServletRequest request;

    public FilterFields(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * A text without surrounding space; null if it is empty.
     *
     * @throws QueryRejection if it is longer, or cannot be stored
     */
    public @Nullable String text(String name, int maxLength) {
        var value = request.getParameter(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        var text = value.strip();
        if (text.length() > maxLength || !StorableText.is(text)) {
            throw QueryRejection.Reason.INVALID_QUERY.because("%s must have at most %d characters", name, maxLength);
        }
        return text;
    }

    /**
     * A time in UTC as a browser sends it, such as {@code 2026-01-31T09:30}; null if it is empty.
     *
     * @throws QueryRejection if it is no time
     */
    public @Nullable OffsetDateTime utc(String name) {
        var value = request.getParameter(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(value.strip().replaceFirst("Z$", "")).atOffset(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            var refusal = QueryRejection.Reason.INVALID_QUERY.because(
                    "%s must be a time in UTC such as 2026-01-31T09:30", name);
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Rejects a period that ends before it begins. */
    public static void requirePeriod(@Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
        if (since != null && until != null && !since.isBefore(until)) {
            throw QueryRejection.Reason.INVALID_QUERY.because("the period must begin before it ends");
        }
    }
}
