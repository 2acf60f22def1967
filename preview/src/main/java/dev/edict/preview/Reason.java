package dev.edict.preview;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What speaks against an activation.
 *
 * @param code stable, such as {@code canaries_failing}
 * @param sentence for people
 */
public record Reason(String code, Severity severity, String sentence) {

    /** What a reason means for the activation. */
    public enum Severity {
        /** Somebody should look at it first. */
        WARNING,
        /** Edict refuses the activation, or the sealing before it. */
        BLOCKING;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Reason warning(String code, String sentence, Object... arguments) {
        return new Reason(code, Severity.WARNING, String.format(Locale.ROOT, sentence, arguments));
    }

    static Reason blocking(String code, String sentence, Object... arguments) {
        return new Reason(code, Severity.BLOCKING, String.format(Locale.ROOT, sentence, arguments));
    }

    static Reason of(boolean isBlocking, String code, String sentence, Object... arguments) {
        return isBlocking ? blocking(code, sentence, arguments) : warning(code, sentence, arguments);
    }
}
