package dev.edict.audit.event;

import static dev.edict.audit.event.DeadLetterReason.INVALID_EVENT;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON without what PostgreSQL cannot store: NUL, which the contract drops (§7.2), and unpaired surrogates. */
final class CleanJson {

    private static final int MOST_DIGITS = 400;

    private CleanJson() {}

    /**
     * The object itself if it is clean, as nearly all are; else a copy.
     *
     * @throws EventRefused if a number has too many digits: a few characters with an exponent stand for as many digits as
     *     it says, and are stored as these
     */
    @SuppressWarnings("unchecked") // JSON has no other keys
    static Map<String, Object> of(Map<?, ?> object) throws EventRefused {
        return isClean(object) ? (Map<String, Object>) object : cleaned(object);
    }

    private static boolean isClean(@Nullable Object value) {
        if (value instanceof String text) {
            return isClean(text);
        }
        if (value instanceof Map<?, ?> map) {
            for (var member : map.entrySet()) {
                if (!isClean(member.getKey()) || !isClean(member.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof List<?> list) {
            for (var element : list) {
                if (!isClean(element)) {
                    return false;
                }
            }
            return true;
        }
        return !(value instanceof BigDecimal number) || isShort(number);
    }

    private static boolean isClean(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShort(BigDecimal number) {
        return Math.max(Math.abs((long) number.scale()), number.precision() - (long) number.scale()) <= MOST_DIGITS;
    }

    private static Map<String, Object> cleaned(Map<?, ?> object) throws EventRefused {
        var copy = new LinkedHashMap<String, Object>();
        for (var member : object.entrySet()) {
            copy.put(cleaned(String.valueOf(member.getKey())), cleanedAny(member.getValue()));
        }
        return copy;
    }

    private static @Nullable Object cleanedAny(@Nullable Object value) throws EventRefused {
        if (value instanceof String text) {
            return cleaned(text);
        }
        if (value instanceof Map<?, ?> map) {
            return cleaned(map);
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list.size());
            for (var element : list) {
                copy.add(cleanedAny(element));
            }
            return copy;
        }
        if (value instanceof BigDecimal number && !isShort(number)) {
            throw new EventRefused(INVALID_EVENT, "a number has more than %d digits".formatted(MOST_DIGITS));
        }
        return value;
    }

    private static String cleaned(String text) {
        if (isClean(text)) {
            return text;
        }
        var copy = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? '\ufffd' : c)
                .forEach(copy::appendCodePoint);
        return copy.toString();
    }
}
