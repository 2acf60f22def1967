package dev.edict.audit.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as PostgreSQL writes {@code jsonb} as text, over which the contract hashes events (§7.2): members ordered by
 * the length of their names in bytes and then by these bytes, a space after each colon and comma, numbers without an
 * exponent.
 */
final class JsonbText {

    private static final char FIRST_PRINTABLE = ' ';
    private static final Comparator<Name> ORDER = Comparator.<Name>comparingInt(name -> name.bytes.length)
            .thenComparing(Name::bytes, Arrays::compareUnsigned);

    @SuppressWarnings("ArrayRecordComponent") // sorted and never compared for equality
    private record Name(byte[] bytes, String text) {}

    private final StringBuilder text = new StringBuilder(1024);

    private JsonbText() {}

    /** @param json maps, lists, strings without NUL, numbers, booleans and nulls */
    static String of(Object json) {
        var written = new JsonbText();
        written.any(json);
        return written.text.toString();
    }

    private void any(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> array) {
            array(array);
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof BigDecimal number) {
            text.append(number.toPlainString());
        } else {
            text.append(value);
        }
    }

    private void array(List<?> array) {
        text.append('[');
        for (var i = 0; i < array.size(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            any(array.get(i));
        }
        text.append(']');
    }

    private void object(Map<?, ?> object) {
        var names = new ArrayList<Name>(object.size());
        object.keySet().forEach(key -> {
            var name = String.valueOf(key);
            names.add(new Name(name.getBytes(StandardCharsets.UTF_8), name));
        });
        names.sort(ORDER);
        text.append('{');
        for (var i = 0; i < names.size(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            string(names.get(i).text);
            text.append(": ");
            any(object.get(names.get(i).text));
        }
        text.append('}');
    }

    private void string(String value) {
        text.append('"');
        var from = 0;
        for (var i = 0; i < value.length(); i++) {
            var escape = escape(value.charAt(i));
            if (escape != null) {
                text.append(value, from, i).append(escape);
                from = i + 1;
            }
        }
        text.append(value.substring(from)).append('"');
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < FIRST_PRINTABLE ? "\\u%04x".formatted((int) c) : null;
        };
    }
}
