package dev.edict.query.trail;

import dev.edict.query.CursorText;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The requested page of a timeline: a row limit, a sequence to start from, and a direction. */
public record TimelineRequest(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of items; default 200.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = PageRequest.MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = PageRequest.CURSOR,
                        schema = @Schema(minLength = 1, maxLength = PageRequest.MAX_CURSOR_LENGTH))
                long beyond,
        @Parameter(
                        name = "order",
                        description = "desc lists the newest first (default), asc the oldest first.",
                        schema = @Schema(allowableValues = {"desc", "asc"}))
                Order order,
        TimelineFilter filter)
        implements QueryString {

    private static final int MAX_ORDER_LENGTH = 16;

    /** The direction of a page. */
    public enum Order {
        DESC(Long.MAX_VALUE),
        ASC(Long.MIN_VALUE);

        private final long start;

        Order(long start) {
            this.start = start;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TimelineRequest of(HttpServletRequest request) {
        var limit = PageRequest.limit(request);
        var order = order(PageRequest.query(request, "order", MAX_ORDER_LENGTH));
        var filter = TimelineFilter.of(request);
        var cursor = PageRequest.cursor(request);
        return new TimelineRequest(
                limit, cursor == null ? order.start : sequence(cursor, order, filter.fingerprint()), order, filter);
    }

    /**
     * The page after a cursor of the same filter, the newest entries first.
     *
     * @param cursor null for the first page
     * @throws QueryRejection if the cursor was not issued by this list
     */
    public static TimelineRequest newestFirst(int limit, @Nullable String cursor, TimelineFilter filter) {
        var order = Order.DESC;
        return new TimelineRequest(
                limit, cursor == null ? order.start : sequence(cursor, order, filter.fingerprint()), order, filter);
    }

    /** The entries after a sequence, the oldest first. */
    public static TimelineRequest after(long sequence, int limit, TimelineFilter filter) {
        return new TimelineRequest(limit, sequence, Order.ASC, filter);
    }

    /** Adds the cursor of the next page. */
    public Page<TimelineEntry> page(TimelineEntries.Part part) {
        var entries = part.entries();
        var last = entries.size() == limit ? Long.valueOf(entries.get(limit - 1).sequence()) : part.examinedUpTo();
        return new Page<>(entries, last == null ? null : cursor(last));
    }

    private String cursor(long sequence) {
        return CursorText.write(json -> {
            json.put("seq", sequence).put("order", order.code());
            if (!filter.equals(TimelineFilter.NONE)) {
                json.put("filter", filter.fingerprint());
            }
        });
    }

    /** A cursor is valid only with the direction and the filter of the list that issued it. */
    private static long sequence(String cursor, Order order, String fingerprint) {
        var json = CursorText.read(cursor);
        var sequence = json.get("seq");
        var direction = json.get("order");
        if (sequence == null
                || direction == null
                || !sequence.isIntegralNumber()
                || !sequence.canConvertToLong()
                || !direction.isString()
                || !direction.stringValue().equals(order.code())
                || !json.path("filter").asString("").equals(fingerprint)) {
            throw CursorText.invalid();
        }
        return sequence.longValue();
    }

    private static Order order(@Nullable String code) {
        if (code == null) {
            return Order.DESC;
        }
        return Arrays.stream(Order.values())
                .filter(order -> order.code().equals(code))
                .findFirst()
                .orElseThrow(() -> QueryRejection.Reason.INVALID_QUERY.because("order must be desc or asc"));
    }
}
