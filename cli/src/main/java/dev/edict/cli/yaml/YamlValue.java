package dev.edict.cli.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file, with its place. */
public final class YamlValue {

    private final Place place;

    /** A {@code Map<String, Member>}, a {@code List<YamlValue>}, a text, a number, a boolean, or null. */
    private final @Nullable Object value;

    private final long size;

    /** A member of a mapping, with the place of its key. */
    record Member(Place key, YamlValue value) {}

    private YamlValue(Place place, @Nullable Object value, long size) {
        this.place = place;
        this.value = value;
        this.size = size;
    }

    static YamlValue scalar(Place place, @Nullable Object value) {
        return new YamlValue(place, value, 1);
    }

    static YamlValue list(Place place, List<YamlValue> elements) {
        return new YamlValue(
                place,
                elements,
                1 + elements.stream().mapToLong(YamlValue::size).sum());
    }

    static YamlValue object(Place place, Map<String, Member> members) {
        return new YamlValue(
                place,
                members,
                1
                        + members.values().stream()
                                .mapToLong(member -> member.value().size())
                                .sum());
    }

    /** The number of values in it, with aliases counted as often as they stand there. */
    long size() {
        return size;
    }

    public Place place() {
        return place;
    }

    /** The mapping; rejects anything else. */
    @SuppressWarnings("unchecked") // only the factory above makes one
    public YamlObject object() {
        if (value instanceof Map<?, ?> members) {
            return new YamlObject(place, (Map<String, Member>) members);
        }
        throw expected("a mapping, such as key: value");
    }

    /** The elements of a list; rejects anything else. */
    @SuppressWarnings("unchecked") // only the factory above makes one
    public List<YamlValue> list() {
        if (value instanceof List<?> elements) {
            return (List<YamlValue>) elements;
        }
        throw expected("a list");
    }

    /** A text that is not empty; rejects anything else. */
    public String text() {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw expected("a text");
    }

    /** A boolean; rejects anything else. */
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw expected("true or false");
    }

    /** One of some words; rejects anything else. */
    public String oneOf(String... words) {
        if (value instanceof String text && List.of(words).contains(text)) {
            return text;
        }
        throw expected("one of " + String.join(", ", words));
    }

    /** The value as JSON has it: maps, lists, texts, numbers, booleans and null. */
    public @Nullable Object json() {
        if (value instanceof Map<?, ?>) {
            return object().json();
        }
        if (value instanceof List<?>) {
            var list = new ArrayList<@Nullable Object>();
            list().forEach(element -> list.add(element.json()));
            return list;
        }
        return value;
    }

    /** The place of the value that a path leads to, or of the nearest above it. */
    public Place placeOf(List<String> path) {
        if (path.isEmpty()) {
            return place;
        }
        var first = path.get(0);
        YamlValue next = null;
        if (value instanceof Map<?, ?>) {
            next = object().find(first).orElse(null);
        } else if (value instanceof List<?> elements && first.matches("[0-9]{1,6}")) {
            var index = Integer.parseInt(first);
            next = index < elements.size() ? list().get(index) : null;
        }
        return next == null ? place : next.placeOf(path.subList(1, path.size()));
    }

    private RuntimeException expected(String what) {
        return place.invalid("expected %s, not %s", what, kind());
    }

    private String kind() {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map<?, ?>) {
            return "a mapping";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof String text ? "\"" + text + "\"" : value.toString();
    }

    static Map<String, Member> members() {
        return new LinkedHashMap<>();
    }
}
