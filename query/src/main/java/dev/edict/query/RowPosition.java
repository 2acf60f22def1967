package dev.edict.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** A position in a list in descending order of creation time and id. The next rows are older. */
public record RowPosition(OffsetDateTime createdAt, String id) {

    /** Before the first row: the driver sends this time as {@code infinity}. */
    static final RowPosition START = new RowPosition(OffsetDateTime.MAX, "");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Microseconds, as in the table. Milliseconds would skip rows between two pages. */
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    static RowPosition of(Listed row) {
        return new RowPosition(row.createdAt().atOffset(ZoneOffset.UTC), row.id());
    }

    /** Parses cursors of any precision, because the contract's cursors have milliseconds. */
    static RowPosition parse(String cursor) {
        var json = CursorText.read(cursor);
        return new RowPosition(time(text(json, "ts")), text(json, "id"));
    }

    String cursor() {
        return CursorText.write(
                json -> json.put("ts", MICROSECONDS.format(createdAt)).put("id", id));
    }

    private static String text(JsonNode json, String member) {
        var value = json.get(member);
        if (value == null || !value.isString()) {
            throw CursorText.invalid();
        }
        var text = value.stringValue();
        if (text.isEmpty() || !StorableText.is(text)) {
            throw CursorText.invalid();
        }
        return text;
    }

    private static OffsetDateTime time(String text) {
        try {
            var time = Instant.parse(text);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw CursorText.invalid();
            }
            return time.atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            var invalid = CursorText.invalid();
            invalid.initCause(e);
            throw invalid;
        }
    }
}
