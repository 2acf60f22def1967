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
 * A literal value of a data document, with the equality of the policy language. Collections are chained hash tables,
 * because the open addressing of {@link Set#copyOf} and {@link Map#copyOf} becomes quadratic on colliding keys.
 */
public sealed interface Literal {

    /** The three constants of the language. */
    enum Constant implements Literal {
        TRUE,
        FALSE,
        NULL
    }

    /** Comparable, so that a hash table can order colliding keys. */
    record StringLiteral(String value) implements Literal, Comparable<StringLiteral> {
        @Override
        public int compareTo(StringLiteral other) {
            return value.compareTo(other.value);
        }
    }

    /**
     * A number with its spelling, which decides its equality in decision points and appears in their responses.
     *
     * @param value without trailing zeros
     * @param text in JSON's grammar, such as {@code 10.0}
     */
    record NumberLiteral(BigDecimal value, String text) implements Literal, Comparable<NumberLiteral> {
        public NumberLiteral {
            value = value.stripTrailingZeros();
        }

        public NumberLiteral(BigDecimal value) {
            this(value, NumberText.print(value.stripTrailingZeros()));
        }

        /** The number as written. */
        public BigDecimal asWritten() {
            return new BigDecimal(text);
        }

        /** Whether the order of decision points confuses two distinct numbers among these. */
        public static boolean areConfused(Collection<NumberLiteral> numbers) {
            return OpaNumbers.areConfused(numbers);
        }

        /** Whether a decision point's {@code round} leaves it unchanged. */
        public boolean isWhole() {
            return OpaNumbers.isWhole(value);
        }

        /** Whether it exceeds an IEEE 754 double, the type into which token services read numbers. */
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

    /** An ordered list of values. */
    record ArrayLiteral(List<Literal> elements) implements Literal {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** Values by key; a key may be any value. */
    record ObjectLiteral(Map<Literal, Literal> members) implements Literal {
        public ObjectLiteral {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The value of the member with this name; null if absent. */
        public @Nullable Literal member(String name) {
            return members.get(new StringLiteral(name));
        }
    }

    /** A set of distinct values. */
    record SetLiteral(Set<Literal> elements) implements Literal {
        public SetLiteral {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    /** Whether it can be iterated over. */
    default boolean isCollection() {
        return this instanceof ArrayLiteral || this instanceof ObjectLiteral || this instanceof SetLiteral;
    }

    /** The values that an iteration yields: the elements, or the values of an object; none for a scalar. */
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

    /** All numbers in this value, including those in keys. */
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
