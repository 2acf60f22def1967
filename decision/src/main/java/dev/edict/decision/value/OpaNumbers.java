package dev.edict.decision.value;

import dev.edict.decision.value.Literal.NumberLiteral;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;

/**
 * Numbers as the Open Policy Agent 1.19 treats them, its surprises included, for they decide which answer a decision point gives:
 * {@code NumberCompare} and {@code Number.Hash} of {@code v1/ast}, {@code arithRound} of {@code v1/topdown}.
 */
final class OpaNumbers {
    /** The agent rounds in floating point with a significand of 64 bits. */
    private static final int PRECISION = 64;

    private OpaNumbers() {}

    /**
     * The order of two numbers. Of a number with a point the agent first drops trailing zeros and points, those before the point
     * included: 10.0 and 1 are the same here, 10.0 and 10 are too, and the order is not transitive.
     */
    static int compare(NumberLiteral one, NumberLiteral other) {
        var oneTrimmed = trimmed(one.text());
        var otherTrimmed = trimmed(other.text());
        if (oneTrimmed.equals(otherTrimmed)) {
            return 0;
        }
        boolean asDoubles = isTrimmedFraction(one, oneTrimmed) && isTrimmedFraction(other, otherTrimmed);
        return asDoubles && one.value().doubleValue() == other.value().doubleValue()
                ? 0
                : one.value().compareTo(other.value());
    }

    private static String trimmed(String number) {
        if (!number.contains(".")) {
            return number;
        }
        int end = number.length();
        while (end > 0 && (number.charAt(end - 1) == '0' || number.charAt(end - 1) == '.')) {
            end--;
        }
        return number.substring(0, end);
    }

    private static boolean isTrimmedFraction(NumberLiteral number, String trimmed) {
        return trimmed.contains(".") && !trimmed.equals(number.text()) && !number.isBeyondDouble();
    }

    /** Whether two numbers are one in a set: their hashes have to meet first, which keeps 10.0 and 1 apart. */
    static boolean areEqual(NumberLiteral one, NumberLiteral other) {
        if (one.isBeyondDouble() || other.isBeyondDouble()) {
            return one.text().equals(other.text());
        }
        return (long) one.value().doubleValue() == (long) other.value().doubleValue() && compare(one, other) == 0;
    }

    /** Whether the agent takes two of these numbers for one that are not, in its order at least. */
    static boolean areConfused(Collection<NumberLiteral> numbers) {
        var seen = new HashMap<Object, BigDecimal>();
        for (var number : numbers) {
            var trimmed = trimmed(number.text());
            var key =
                    isTrimmedFraction(number, trimmed) ? (Object) number.value().doubleValue() : trimmed;
            var other = seen.putIfAbsent(key, number.value());
            if (other != null && other.compareTo(number.value()) != 0) {
                return true;
            }
        }
        return false;
    }

    static int hash(NumberLiteral number) {
        return number.isBeyondDouble()
                ? number.text().hashCode()
                : Long.hashCode((long) number.value().doubleValue());
    }

    /**
     * Whether {@code x == round(x)}: a whole number to which one half can be added, and cut off again, without changing it. From
     * 2^63 on only some are.
     */
    static boolean isWhole(BigDecimal value) {
        if (value.signum() == 0) {
            return true;
        }
        if (value.stripTrailingZeros().scale() > 0) {
            return false;
        }
        var whole = value.toBigIntegerExact().abs();
        int length = whole.bitLength();
        int significand = length - whole.getLowestSetBit();
        return length < PRECISION || significand < PRECISION || (length > PRECISION && significand == PRECISION);
    }
}
