package dev.edict.audit.opa;

import static dev.edict.audit.event.DeadLetterReason.INVALID_LOG;

import dev.edict.audit.event.EventRefused;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The elements of a log, one after another, as the bytes that were sent. */
final class LogElements implements AutoCloseable {

    /** An element out of the usual is refused alone, by the reader of events; this only finds its end. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10_000)
                    .maxNumberLength(LogBody.MOST)
                    .maxNameLength(LogBody.MOST)
                    .build())
            .build();

    private static final String NO_ARRAY = "a decision log is one JSON array in UTF-8";

    private final byte[] log;
    private final JsonParser parser;

    /** @throws EventRefused if it does not begin as an array */
    LogElements(byte[] log) throws EventRefused {
        this.log = log;
        try {
            this.parser = JSON.createParser(ObjectReadContext.empty(), log);
            if (parser.nextToken() != JsonToken.START_ARRAY
                    || parser.currentLocation().getByteOffset() < 0) {
                throw new EventRefused(INVALID_LOG, NO_ARRAY);
            }
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /**
     * The next element; empty at the end.
     *
     * @throws EventRefused if what follows is no JSON: no further element can be found
     */
    Optional<byte[]> next() throws EventRefused {
        try {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                requireEnd();
                return Optional.empty();
            }
            var from = parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            var to = parser.currentLocation().getByteOffset();
            return Optional.of(Arrays.copyOfRange(log, Math.toIntExact(from), Math.toIntExact(to)));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private void requireEnd() throws EventRefused {
        if (parser.nextToken() != null) {
            throw new EventRefused(INVALID_LOG, NO_ARRAY);
        }
    }

    /** Its message would quote the log. */
    private static EventRefused unreadable(JacksonException e) {
        var location = e.getLocation();
        return new EventRefused(
                INVALID_LOG,
                "%s: no JSON at byte %d".formatted(NO_ARRAY, location == null ? 0 : location.getByteOffset()));
    }

    @Override
    public void close() {
        parser.close();
    }
}
