package dev.edict.decisionpoint.authzen;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where a member of a policy input comes from. */
sealed interface MemberSource {

    /** The member's value; empty if the request does not have it. */
    Optional<JsonNode> in(ObjectNode request);

    /** How an error names the source, e.g. {@code subject.properties.labels}. */
    String name();

    /** The value at a place of the request, as it is. */
    record At(JsonPointer pointer) implements MemberSource {

        @Override
        public Optional<JsonNode> in(ObjectNode request) {
            return present(request.at(pointer));
        }

        @Override
        public String name() {
            return pointer.toString().substring(1).replace('/', '.');
        }
    }

    /** The value at the first of several places that has one. */
    record FirstOf(List<At> places) implements MemberSource {

        @Override
        public Optional<JsonNode> in(ObjectNode request) {
            return places.stream().flatMap(place -> place.in(request).stream()).findFirst();
        }

        @Override
        public String name() {
            return names(places);
        }
    }

    /** A list of what stands at several places: the elements of arrays, and numbers and booleans as their texts. */
    record Collected(List<At> places) implements MemberSource {

        @Override
        public Optional<JsonNode> in(ObjectNode request) {
            var elements = JsonNodeFactory.instance.arrayNode();
            places.stream()
                    .flatMap(place -> place.in(request).stream())
                    .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                    .map(value -> value.isNumber() || value.isBoolean()
                            ? JsonNodeFactory.instance.stringNode(value.asString())
                            : value)
                    .forEach(elements::add);
            return Optional.of(elements);
        }

        @Override
        public String name() {
            return names(places);
        }
    }

    /** The same value for every request. */
    record Constant(JsonNode value) implements MemberSource {

        @Override
        public Optional<JsonNode> in(ObjectNode request) {
            return Optional.of(value);
        }

        @Override
        public String name() {
            return "the value of the mapping";
        }
    }

    private static Optional<JsonNode> present(JsonNode value) {
        return Optional.of(value).filter(found -> !found.isMissingNode() && !found.isNull());
    }

    private static String names(List<At> places) {
        return String.join(
                " or ", places.stream().map(At::name).map(Objects::toString).toList());
    }
}
