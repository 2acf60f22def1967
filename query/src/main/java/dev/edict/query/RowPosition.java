package dev.edict.query;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/** A position in a list in descending order of creation time and id. The next rows are older. */
public record RowPosition(OffsetDateTime createdAt, String id) {

    /** Before the first row: the driver sends this time as {@code infinity}. */
    static final RowPosition START = new RowPosition(OffsetDateTime.MAX, "");

    static RowPosition of(Listed row) {
        return new RowPosition(row.createdAt().atOffset(ZoneOffset.UTC), row.id());
    }

    /** A list with an upper bound of time goes without this position: both would be bounds of one index. */
    public boolean isStart() {
        return equals(START);
    }

    /** Parses cursors of any precision, because the contract's cursors have milliseconds. */
    static RowPosition parse(String cursor) {
        var json = CursorText.read(cursor);
        return new RowPosition(CursorText.time(json, "ts"), text(json, "id"));
    }

    String cursor() {
        return CursorText.write(
                json -> json.put("ts", CursorText.time(createdAt)).put("id", id));
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
}
