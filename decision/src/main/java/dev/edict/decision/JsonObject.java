package dev.edict.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of a parsed JSON text and the path that led to it; every member is optional unless asked for as required. */
final class JsonObject {
    static final int MAX_ELEMENTS = 10_000;
    static final int MAX_STRING_LENGTH = 65_536;

    private static final String A_STRING = "a string";

    private final String path;
    private final Map<?, ?> members;

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
        var value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw expected(name, "an object");
        }
        return new JsonObject(pathOf(name), object);
    }

    String requiredString(String name) {
        if (members.get(name) == null) {
            throw expected(name, A_STRING);
        }
        return stringOrEmpty(name);
    }

    String stringOrEmpty(String name) {
        var value = members.get(name);
        return value == null ? "" : string(pathOf(name), value);
    }

    /** The member, or null when it is absent, null or empty. */
    @Nullable
    String string(String name) {
        var value = stringOrEmpty(name);
        return value.isEmpty() ? null : value;
    }

    List<String> strings(String name) {
        var value = members.get(name);
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
        var value = members.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw expected(name, "a boolean");
        }
        return Boolean.TRUE.equals(value);
    }

    /** The member, or null when it is absent, null or zero. */
    @Nullable
    Long integer(String name) {
        var value = members.get(name);
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof Number number) {
                long exact = new BigDecimal(number.toString()).longValueExact();
                return exact == 0 ? null : exact;
            }
        } catch (ArithmeticException | NumberFormatException notAnInteger) {
            throw expected(name, "a 64-bit integer");
        }
        throw expected(name, "a 64-bit integer");
    }

    Map<String, Object> claims(String name) {
        var object = object(name);
        return object == null ? Map.of() : new JsonCopy().object(object.path, object.members);
    }

    @Nullable
    Object any(String name) {
        var value = members.get(name);
        return value == null ? null : new JsonCopy().value(pathOf(name), value);
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
        return text;
    }
}
