package dev.edict.decision.value;

import dev.edict.decision.value.Literal.NumberLiteral;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;

/**
 * Numbers as Open Policy Agent 1.19 treats them, including its irregularities, because they determine the decisions of
 * a decision point: {@code NumberCompare} and {@code Number.Hash} of {@code v1/ast}, {@code arithRound} of
 * {@code v1/topdown}.
 */
final class OpaNumbers {
    /** OPA rounds in floating point with a 64-bit significand. */
    private static final int PRECISION = 64;

    private OpaNumbers() {}

    /**
     * The order of two numbers. OPA first removes trailing zeros and points of a number with a point, including zeros
     * before the point. So 10.0 equals both 1 and 10, and the order is not transitive.
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

    /** Whether a set contains two numbers once. Their hashes must be equal too, which keeps 10.0 and 1 distinct. */
    static boolean areEqual(NumberLiteral one, NumberLiteral other) {
        if (one.isBeyondDouble() || other.isBeyondDouble()) {
            return one.text().equals(other.text());
        }
        return (long) one.value().doubleValue() == (long) other.value().doubleValue() && compare(one, other) == 0;
    }

    /** Whether OPA's order confuses two distinct numbers among these. */
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
     * Whether {@code x == round(x)}: adding one half and truncating does not change the number. From 2^63 on this holds
     * for some whole numbers only.
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
