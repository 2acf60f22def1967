package dev.edict.command.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JSON value contains another, by the rules of PostgreSQL's operator {@code @>} on {@code jsonb}: an object has
 * at least the members of the other, each of which it contains. Of an array, each element is contained in some element,
 * in any order and number. Numbers are compared by value.
 */
final class JsonContainment {

    private JsonContainment() {}

    static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof Map<?, ?> object && part instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .allMatch(member -> object.containsKey(member.getKey())
                            && contains(object.get(member.getKey()), member.getValue()));
        }
        if (whole instanceof List<?> list && part instanceof List<?> elements) {
            return elements.stream().allMatch(element -> list.stream().anyMatch(one -> contains(one, element)));
        }
        if (whole instanceof Number number && part instanceof Number other) {
            return decimal(number).compareTo(decimal(other)) == 0;
        }
        return Objects.equals(whole, part);
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }
}
