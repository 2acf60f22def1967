package dev.edict.query.audit;

import dev.edict.query.QueryRejection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields that a list can select, in the column order of a CSV file. */
public final class Fields<R> {

    /** A missing node stands for an absent value. */
    public record Field<R>(String name, Function<R, JsonNode> value) {}

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final List<Field<R>> all = new ArrayList<>();

    Fields<R> text(String name, Function<R, @Nullable String> value) {
        return json(name, row -> node(value.apply(row)));
    }

    Fields<R> time(String name, Function<R, Instant> value) {
        return json(name, row -> node(MILLISECONDS.format(value.apply(row))));
    }

    Fields<R> json(String name, Function<R, JsonNode> value) {
        all.add(new Field<>(name, value));
        return this;
    }

    /** Adds the members of an object in the row. */
    Fields<R> members(Function<R, @Nullable ObjectNode> object, List<String> names) {
        names.forEach(name -> json(name, row -> member(object.apply(row), name)));
        return this;
    }

    private static JsonNode member(@Nullable ObjectNode object, String name) {
        return object == null ? MissingNode.getInstance() : object.path(name);
    }

    /** The fields of a comma-separated list, without duplicates; all fields if the list is null. */
    List<Field<R>> choose(@Nullable String names) {
        if (names == null) {
            return List.copyOf(all);
        }
        var chosen = new LinkedHashSet<Field<R>>();
        Filters.list(names).forEach(name -> chosen.add(named(name)));
        if (chosen.isEmpty()) {
            throw invalid();
        }
        return List.copyOf(chosen);
    }

    private Field<R> named(String name) {
        return all.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(this::invalid);
    }

    private QueryRejection invalid() {
        return QueryRejection.Reason.INVALID_FIELDS.because(
                "fields must be a comma-separated list of %s",
                all.stream().map(Field::name).collect(Collectors.joining(", ")));
    }

    private static JsonNode node(@Nullable String text) {
        return text == null ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.stringNode(text);
    }
}
