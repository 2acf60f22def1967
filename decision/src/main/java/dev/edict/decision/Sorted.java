package dev.edict.decision;

import dev.edict.decision.value.TermOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** JSON objects in the order of their names, as the contract's own engine writes them: equal answers are equal bytes. */
final class Sorted {
    private Sorted() {}

    /** The same object, and all objects in it, sorted. */
    static Map<String, Object> object(Map<String, ?> members) {
        var sorted = new TreeMap<String, Object>(TermOrder::compareStrings);
        members.forEach((name, value) -> sorted.put(name, value(value)));
        return Collections.unmodifiableMap(sorted);
    }

    @SuppressWarnings("unchecked") // every map in there is a JSON object
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
