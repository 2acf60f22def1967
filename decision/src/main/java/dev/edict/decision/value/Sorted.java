package dev.edict.decision.value;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Sorts JSON objects by name as the contract's engine does, so that equal decisions have equal bytes. */
public final class Sorted {
    private Sorted() {}

    /** The same object with all nested objects sorted. */
    public static Map<String, Object> object(Map<String, ?> members) {
        var sorted = new TreeMap<String, Object>(TermOrder::compareStrings);
        members.forEach((name, value) -> sorted.put(name, value(value)));
        return Collections.unmodifiableMap(sorted);
    }

    @SuppressWarnings("unchecked") // every nested map is a JSON object
    private static Object value(Object value) {
        if (value instanceof Map<?, ?> object && hasNoNull(object.values())) {
            return object((Map<String, ?>) object);
        }
        if (value instanceof Set<?> elements) {
            return elements.stream().map(Sorted::value).sorted().toList();
        }
        return value instanceof List<?> elements && hasNoNull(elements)
                ? elements.stream().map(Sorted::value).toList()
                : value;
    }

    private static boolean hasNoNull(Collection<?> values) {
        return values.stream().noneMatch(Objects::isNull);
    }
}
