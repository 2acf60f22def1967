package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.NumberText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Parses a number in JSON's grammar, with limits on length and exponent. */
final class Numeral {
    static final int MAX_EXPONENT = 9_999;

    /** The value, or null if it is malformed or out of range, and the offset after it. */
    record Result(@Nullable NumberLiteral value, int end) {}

    private final String text;
    private int at;

    private Numeral(String text, int start) {
        this.text = text;
        this.at = start;
    }

    static Result read(String text, int start, Problems problems) {
        var numeral = new Numeral(text, start);
        boolean wellFormed = numeral.scan();
        int end = numeral.endOfWord();
        if (!wellFormed || end > numeral.at) {
            problems.add(ProblemCode.INVALID_NUMBER, start, "a malformed number", null);
            return new Result(null, end);
        }
        return new Result(bounded(text.substring(start, end), start, problems), end);
    }

    private boolean scan() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && Lexer.isDigit(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    /** Characters that follow directly belong to the number and make it malformed. */
    private int endOfWord() {
        int end = at;
        while (end < text.length() && (Lexer.isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private static @Nullable NumberLiteral bounded(String number, int start, Problems problems) {
        if (number.length() > NumberText.MAX_LENGTH) {
            problems.add(
                    ProblemCode.INVALID_NUMBER,
                    start,
                    "a number of more than %d characters".formatted(NumberText.MAX_LENGTH),
                    null);
            return null;
        }
        if (isOutOfRange(number)) {
            problems.add(
                    ProblemCode.INVALID_NUMBER,
                    start,
                    "a number with an exponent beyond %d".formatted(MAX_EXPONENT),
                    null);
            return null;
        }
        return new NumberLiteral(new BigDecimal(number), number);
    }

    /**
     * Limits the exponent of the first digit, so that an accepted value can be printed in any notation.
     */
    private static boolean isOutOfRange(String number) {
        try {
            var value = new BigDecimal(number);
            return value.signum() != 0 && Math.abs((long) value.precision() - value.scale() - 1) > MAX_EXPONENT;
        } catch (NumberFormatException exponentIsNoInt) {
            return true;
        }
    }
}
