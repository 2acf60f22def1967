package dev.edict.query.trail.live;

import dev.edict.query.QueryRejection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the sequence of the last entry that a client has. */
public final class StreamPosition {

    /** The header of a client that resumes (HTML standard §9.2.4); it goes before the parameter. */
    public static final String HEADER = "Last-Event-ID";

    public static final String PARAMETER = "after";

    /** The pattern of a sequence, for annotations. */
    public static final String SEQUENCE = "[0-9]{1,18}";

    private static final Pattern WHOLE = Pattern.compile(SEQUENCE);

    private StreamPosition() {}

    /** The sequence; null to start with the next new entry, as an empty text does. */
    public static @Nullable Long of(@Nullable String lastEventId, @Nullable String after) {
        return lastEventId == null || lastEventId.isEmpty()
                ? sequence(PARAMETER, after)
                : sequence(HEADER, lastEventId);
    }

    private static @Nullable Long sequence(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!WHOLE.matcher(text).matches()) {
            throw QueryRejection.Reason.INVALID_QUERY.because(
                    "%s must be the sequence of a timeline entry, 1 to 18 digits", name);
        }
        return Long.valueOf(text);
    }
}
