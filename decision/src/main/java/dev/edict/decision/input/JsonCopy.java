package dev.edict.decision.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies JSON into immutable collections, within limits of depth and size. */
final class JsonCopy {
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 10_000;

    private static final int SHOWN = 32;

    private int values;
    private int depth;

    @Nullable
    Object value(String path, @Nullable Object value) {
        if (++values > MAX_VALUES) {
            throw new InvalidPolicyInput(path, "at most " + MAX_VALUES + " values before it");
        }
        if (value instanceof Map<?, ?> object) {
            return object(path, object);
        }
        if (value instanceof List<?> array) {
            return array(path, array);
        }
        if (value instanceof String text) {
            return Surrogates.replaced(text);
        }
        if (value instanceof Number number && Double.isInfinite(number.doubleValue())) {
            throw new InvalidPolicyInput(path, "a number that a double can hold");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new InvalidPolicyInput(path, "a JSON value");
    }

    Map<String, Object> object(String path, Map<?, ?> object) {
        enter(path);
        var copy = new LinkedHashMap<String, Object>();
        object.forEach((key, member) -> {
            if (!(key instanceof String name)) {
                throw new InvalidPolicyInput(path, "string keys");
            }
            copy.put(Surrogates.replaced(name), value(path + "." + shortened(name), member));
        });
        depth--;
        return Collections.unmodifiableMap(copy);
    }

    private List<Object> array(String path, List<?> array) {
        enter(path);
        var copy = new ArrayList<>();
        for (var element : array) {
            copy.add(value(path + "[" + copy.size() + "]", element));
        }
        depth--;
        return Collections.unmodifiableList(copy);
    }

    /** A long name would appear in the path of every nested value, and there may be thousands. */
    private static String shortened(String name) {
        return name.length() <= 2 * SHOWN ? name : name.substring(0, name.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private void enter(String path) {
        if (++depth > MAX_DEPTH) {
            throw new InvalidPolicyInput(path, "at most " + MAX_DEPTH + " levels of nesting");
        }
    }
}
