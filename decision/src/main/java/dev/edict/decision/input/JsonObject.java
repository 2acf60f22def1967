package dev.edict.decision.input;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One object of a parsed JSON text, and its path. Members are optional unless requested as required. */
final class JsonObject {
    static final int MAX_ELEMENTS = 10_000;
    static final int MAX_STRING_LENGTH = 65_536;

    private static final String A_STRING = "a string";

    private final String path;
    private final Map<?, ?> members;
    private final Set<String> asked = new LinkedHashSet<>();

    JsonObject(String path, Map<?, ?> members) {
        this.path = path;
        this.members = members;
    }

    InvalidPolicyInput expected(String name, String what) {
        return new InvalidPolicyInput(pathOf(name), what);
    }

    JsonObject required(String name) {
        var object = object(name);
        if (object == null) {
            throw expected(name, "an object");
        }
        return object;
    }

    @Nullable
    JsonObject object(String name) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw expected(name, "an object");
        }
        return new JsonObject(pathOf(name), object);
    }

    String requiredString(String name) {
        if (member(name) == null) {
            throw expected(name, A_STRING);
        }
        return stringOrEmpty(name);
    }

    String stringOrEmpty(String name) {
        var value = member(name);
        return value == null ? "" : string(pathOf(name), value);
    }

    /** The member, or null if it is absent, null or empty. */
    @Nullable
    String string(String name) {
        var value = stringOrEmpty(name);
        return value.isEmpty() ? null : value;
    }

    List<String> strings(String name) {
        var value = member(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw expected(name, "an array of strings");
        }
        if (elements.size() > MAX_ELEMENTS) {
            throw expected(name, "at most " + MAX_ELEMENTS + " elements");
        }
        var strings = new ArrayList<String>();
        for (var element : elements) {
            strings.add(string(pathOf(name) + "[" + strings.size() + "]", element));
        }
        return strings;
    }

    boolean flag(String name) {
        var value = member(name);
        if (value != null && !(value instanceof Boolean)) {
            throw expected(name, "a boolean");
        }
        return Boolean.TRUE.equals(value);
    }

    /** The member, or null if it is absent, null or zero. Decision points reject 1.0 as an integer. */
    @Nullable
    Long integer(String name) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            value = number.longValue();
        }
        if (!(value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte)) {
            throw expected(name, "a 64-bit integer without point or exponent");
        }
        long number = ((Number) value).longValue();
        return number == 0 ? null : number;
    }

    Map<String, Object> claims(String name) {
        var object = object(name);
        return object == null ? Map.of() : new JsonCopy().object(object.path, object.members);
    }

    @Nullable
    Object any(String name) {
        var value = member(name);
        return value == null ? null : new JsonCopy().value(pathOf(name), value);
    }

    /**
     * Rejects members whose name differs from a known one only in case, because Go matches names case-insensitively.
     */
    void requireKnownSpellings() {
        for (var key : members.keySet()) {
            if (key instanceof String given && !asked.contains(given)) {
                asked.stream().filter(given::equalsIgnoreCase).findFirst().ifPresent(name -> {
                    throw expected(Surrogates.replaced(given), "the spelling " + name);
                });
            }
        }
    }

    private @Nullable Object member(String name) {
        asked.add(name);
        return members.get(name);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String string(String path, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw new InvalidPolicyInput(path, A_STRING);
        }
        if (text.length() > MAX_STRING_LENGTH) {
            throw new InvalidPolicyInput(path, "at most " + MAX_STRING_LENGTH + " characters");
        }
        return Surrogates.replaced(text);
    }
}
