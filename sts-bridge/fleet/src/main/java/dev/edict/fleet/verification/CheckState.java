package dev.edict.fleet.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The result of a check, and of all of them; the worst counts. */
public enum CheckState {
    PASSED,
    /** Nothing shows whether it is as it should be; this is never a pass. */
    NOT_VERIFIABLE,
    /** It may still pass. */
    PENDING,
    FAILED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
