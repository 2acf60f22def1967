package dev.edict.decision.value;

import java.math.BigDecimal;

/** The textual form of numbers. */
public final class NumberText {

    public static final int MAX_LENGTH = 256;
    private static final int MAX_PLAIN_LENGTH = 20;

    private NumberText() {}

    /** Prints a number within the maximum length of a number; in plain notation if that is short. */
    static String print(BigDecimal value) {
        var scientific = value.toString();
        var plain = Math.abs(value.scale()) > MAX_LENGTH ? scientific : value.toPlainString();
        if (plain.length() <= MAX_PLAIN_LENGTH) {
            return plain;
        }
        if (scientific.length() <= MAX_LENGTH) {
            return scientific;
        }
        return plain.length() <= MAX_LENGTH ? plain : value.unscaledValue() + "e" + -value.scale();
    }
}
