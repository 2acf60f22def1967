package dev.edict.decision.value;

import java.math.BigDecimal;
import java.util.ArrayList;
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
public sealed interface Literal {

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

    /**
     * A number, which remembers how it is written: its spelling decides what a decision point holds it equal to, and shows in its
     * answers.
     *
     * @param value without trailing zeros
     * @param text JSON's grammar, such as {@code 10.0}
     */
    record NumberLiteral(BigDecimal value, String text) implements Literal, Comparable<NumberLiteral> {
        public NumberLiteral {
            value = value.stripTrailingZeros();
        }

        public NumberLiteral(BigDecimal value) {
            this(value, NumberText.print(value.stripTrailingZeros()));
        }

        /** The number as it is written. */
        public BigDecimal asWritten() {
            return new BigDecimal(text);
        }

        /** Whether the order of decision points takes two of these numbers for one that are not. */
        public static boolean areConfused(Collection<NumberLiteral> numbers) {
            return OpaNumbers.areConfused(numbers);
        }

        /** Whether a decision point's {@code round} leaves it as it is. */
        public boolean isWhole() {
            return OpaNumbers.isWhole(value);
        }

        /** Whether it is too large for an IEEE 754 double, which is what token services read numbers of an answer into. */
        public boolean isBeyondDouble() {
            return Double.isInfinite(value.doubleValue());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NumberLiteral number && OpaNumbers.areEqual(this, number);
        }

        @Override
        public int hashCode() {
            return OpaNumbers.hash(this);
        }

        @Override
        public int compareTo(NumberLiteral other) {
            return value.compareTo(other.value);
        }
    }

    /** Values in an order. */
    record ArrayLiteral(List<Literal> elements) implements Literal {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** Values by key; a key is any value. */
    record ObjectLiteral(Map<Literal, Literal> members) implements Literal {
        public ObjectLiteral {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The value of the member with this name, or null without one. */
        public @Nullable Literal member(String name) {
            return members.get(new StringLiteral(name));
        }
    }

    /** Distinct values. */
    record SetLiteral(Set<Literal> elements) implements Literal {
        public SetLiteral {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    /** Whether it can be iterated over. */
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

    /** All numbers in this value, those in keys included. */
    default List<NumberLiteral> numbers() {
        var numbers = new ArrayList<NumberLiteral>();
        addNumbers(numbers);
        return numbers;
    }

    private void addNumbers(List<NumberLiteral> numbers) {
        if (this instanceof NumberLiteral number) {
            numbers.add(number);
        }
        if (this instanceof ObjectLiteral object) {
            object.members().keySet().forEach(key -> key.addNumbers(numbers));
        }
        items().forEach(item -> item.addNumbers(numbers));
    }
}
