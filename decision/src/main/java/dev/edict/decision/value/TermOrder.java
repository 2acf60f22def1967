package dev.edict.decision.value;

import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policy language's order of all values: null, false, true, numbers, strings by code point, arrays, objects, sets.
 * Collections compare element by element, objects by sorted key with the key before the value, and a shorter collection
 * precedes its extensions.
 */
public final class TermOrder implements Comparator<Literal> {

    public static final TermOrder INSTANCE = new TermOrder(OpaNumbers::compare);

    /** Numbers by value, then by spelling; unlike OPA's order, this one is transitive. */
    private static final TermOrder EXACT =
            new TermOrder(Comparator.comparing(NumberLiteral::value).thenComparing(NumberLiteral::text));

    /** The maximum number of values that OPA sorts by insertion. */
    public static final int SORTED_BY_INSERTION = 12;

    private final Comparator<NumberLiteral> numbers;

    private TermOrder(Comparator<NumberLiteral> numbers) {
        this.numbers = numbers;
    }

    /**
     * Sorts the values as OPA does. Where OPA's order is not transitive, the result depends on the algorithm, which is
     * insertion sort up to {@link #SORTED_BY_INSERTION} values. Beyond that, numbers are sorted by value.
     */
    public static List<Literal> sorted(Collection<Literal> values) {
        var sorted = new ArrayList<>(values);
        if (sorted.size() > SORTED_BY_INSERTION) {
            sorted.sort(EXACT);
            return sorted;
        }
        for (int i = 1; i < sorted.size(); i++) {
            for (int j = i; j > 0 && INSTANCE.compare(sorted.get(j), sorted.get(j - 1)) < 0; j--) {
                Collections.swap(sorted, j, j - 1);
            }
        }
        return sorted;
    }

    @Override
    public int compare(Literal one, Literal other) {
        int kinds = Integer.compare(rank(one), rank(other));
        if (kinds != 0) {
            return kinds;
        }
        if (one instanceof NumberLiteral a && other instanceof NumberLiteral b) {
            return numbers.compare(a, b);
        }
        if (one instanceof StringLiteral a && other instanceof StringLiteral b) {
            return compareStrings(a.value(), b.value());
        }
        if (one instanceof ArrayLiteral a && other instanceof ArrayLiteral b) {
            return compareAll(a.elements(), b.elements());
        }
        if (one instanceof SetLiteral a && other instanceof SetLiteral b) {
            return compareAll(sorted(a.elements()), sorted(b.elements()));
        }
        if (one instanceof ObjectLiteral a && other instanceof ObjectLiteral b) {
            return compareMembers(a, b);
        }
        return 0;
    }

    /** Compares by code point, like UTF-8 bytes; {@link String#compareTo} orders surrogates differently. */
    public static int compareStrings(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int rank(Literal value) {
        if (value instanceof Constant constant) {
            return constant == Constant.NULL ? 0 : constant == Constant.FALSE ? 1 : 2;
        }
        if (value instanceof NumberLiteral) {
            return 3;
        }
        if (value instanceof StringLiteral) {
            return 4;
        }
        return value instanceof ArrayLiteral ? 5 : value instanceof ObjectLiteral ? 6 : 7;
    }

    private int compareAll(List<Literal> some, List<Literal> others) {
        Iterator<Literal> rest = others.iterator();
        for (var one : some) {
            if (!rest.hasNext()) {
                return 1;
            }
            int order = compare(one, rest.next());
            if (order != 0) {
                return order;
            }
        }
        return rest.hasNext() ? -1 : 0;
    }

    private int compareMembers(ObjectLiteral one, ObjectLiteral other) {
        return compareAll(flat(one.members()), flat(other.members()));
    }

    private static List<Literal> flat(Map<Literal, Literal> members) {
        var flat = new ArrayList<Literal>();
        for (var key : sorted(members.keySet())) {
            flat.add(key);
            flat.add(Objects.requireNonNull(members.get(key)));
        }
        return flat;
    }
}
