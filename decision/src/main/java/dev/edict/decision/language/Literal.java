package dev.edict.decision;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value written out in a data document; equal when the policy language holds the values equal. Collections are chained
 * hash tables: the probing ones of {@link Set#copyOf} and {@link Map#copyOf} turn quadratic on keys chosen to collide.
 */
sealed interface Literal {

    /** The language's three words that are values. */
    enum Constant implements Literal {
        TRUE,
        FALSE,
        NULL
    }

    /** Comparable, so that a hash table can sort the keys of a crowded bucket. */
    record StringLiteral(String value) implements Literal, Comparable<StringLiteral> {
        @Override
        public int compareTo(StringLiteral other) {
            return value.compareTo(other.value);
        }
    }

    /** Trailing zeros are dropped because 1 and 1.0 are one value. */
    record NumberLiteral(BigDecimal value) implements Literal, Comparable<NumberLiteral> {
        public NumberLiteral {
            value = value.stripTrailingZeros();
        }

        @Override
        public int compareTo(NumberLiteral other) {
            return value.compareTo(other.value);
        }
    }

    record ArrayLiteral(List<Literal> elements) implements Literal {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    record ObjectLiteral(Map<Literal, Literal> members) implements Literal {
        public ObjectLiteral {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Nullable
        Literal member(String name) {
            return members.get(new StringLiteral(name));
        }
    }

    record SetLiteral(Set<Literal> elements) implements Literal {
        public SetLiteral {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    default boolean isCollection() {
        return this instanceof ArrayLiteral || this instanceof ObjectLiteral || this instanceof SetLiteral;
    }

    /** What iterating over this value yields: elements, or the values of an object; nothing for a scalar. */
    default Collection<Literal> items() {
        if (this instanceof ArrayLiteral array) {
            return array.elements();
        }
        if (this instanceof ObjectLiteral object) {
            return object.members().values();
        }
        return this instanceof SetLiteral set ? set.elements() : List.of();
    }

    /** The strings among {@link #items()}. */
    default Set<String> strings() {
        return items().stream()
                .filter(StringLiteral.class::isInstance)
                .map(value -> ((StringLiteral) value).value())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
