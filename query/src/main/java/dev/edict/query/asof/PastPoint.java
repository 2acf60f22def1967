package dev.edict.query.asof;

import dev.edict.query.QueryRejection;
import dev.edict.query.Times;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A point of the past: an instant of the log's clock, or the index of an event. Exactly one of both is there.
 *
 * @param at compared with {@code recorded_at}
 * @param seq at least 1
 */
public record PastPoint(@Nullable OffsetDateTime at, @Nullable Long seq) {

    /**
     * The point that a query string names.
     *
     * @throws QueryRejection {@code invalid_query} for neither and for both
     */
    static PastPoint ofQuery(@Nullable OffsetDateTime at, @Nullable Long seq) {
        return of(at, seq, wrong -> QueryRejection.Reason.INVALID_QUERY.because("at %s", wrong));
    }

    /**
     * The point that a body names.
     *
     * @param at RFC 3339 with any offset
     * @throws QueryRejection {@code invalid_body} for neither, for both, and for another text
     */
    public static PastPoint ofBody(@Nullable String at, @Nullable Long seq) {
        Function<String, QueryRejection> refusal = wrong -> QueryRejection.invalidBody("at", wrong);
        return of(at == null ? null : Times.instant(at, refusal), seq, refusal);
    }

    private static PastPoint of(
            @Nullable OffsetDateTime at, @Nullable Long seq, Function<String, QueryRejection> refusal) {
        if ((at == null) == (seq == null)) {
            throw refusal.apply("or seq is required, and not both");
        }
        return new PastPoint(at, seq);
    }

    /** The instant. */
    public static PastPoint at(OffsetDateTime instant) {
        return new PastPoint(instant, null);
    }

    /** The instant at which the log took the event of an index. */
    public static PastPoint seq(long index) {
        return new PastPoint(null, index);
    }
}
