package dev.edict.projector.tables;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a statement writes into one row. */
public final class ViewRow {

    private final String key;
    private final String variant;
    private final Map<String, Value> values = new LinkedHashMap<>();

    /** A value for an array of values of its type. */
    record Value(Type type, @Nullable Object content) {}

    /** The types of columns, as PostgreSQL calls them, and the class of an element of an array of them. */
    enum Type {
        TEXT("text", String.class),
        NUMBER("bigint", Long.class),
        FLAG("boolean", Boolean.class),
        TIME("timestamptz", String.class);

        private final String name;
        private final Class<?> element;

        Type(String name, Class<?> element) {
            this.name = name;
            this.element = element;
        }

        String sqlName() {
            return name;
        }

        Class<?> element() {
            return element;
        }
    }

    private ViewRow(String key, String variant) {
        this.key = key;
        this.variant = variant;
    }

    /** {@code key} identifies the row within its table. */
    public static ViewRow of(String key) {
        return new ViewRow(key, "");
    }

    /** Writes of the same key and different variants touch each other's rows. */
    public static ViewRow of(String key, String variant) {
        return new ViewRow(key, variant);
    }

    public ViewRow text(String name, @Nullable String value) {
        return with(name, Type.TEXT, value);
    }

    public ViewRow number(String name, @Nullable Long value) {
        return with(name, Type.NUMBER, value);
    }

    public ViewRow flag(String name, @Nullable Boolean value) {
        return with(name, Type.FLAG, value);
    }

    public ViewRow time(String name, Instant value) {
        return with(name, Type.TIME, value.toString());
    }

    private ViewRow with(String name, Type type, @Nullable Object value) {
        values.put(name, new Value(type, value));
        return this;
    }

    /** For messages. */
    public String value(String name) {
        return String.valueOf(column(name).content());
    }

    Value column(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the row has no value of the name " + name);
        }
        return value;
    }

    String key() {
        return key;
    }

    String variant() {
        return variant;
    }

    Map<String, Value> columns() {
        return values;
    }
}
