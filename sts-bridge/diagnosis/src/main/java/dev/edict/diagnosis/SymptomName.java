package dev.edict.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What somebody may notice in a zone. */
public enum SymptomName {
    /** An activation succeeds, and decisions stay as they were. */
    DECISIONS_DO_NOT_CHANGE,
    /** A live decision is another than the simulated one. */
    SIMULATION_DIFFERS,
    /** Requests are denied that should be allowed. */
    FAILS_CLOSED;

    /** The word of the API, e.g. {@code fails_closed}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The causes that are looked for, likeliest first. */
    public List<CauseName> causes() {
        return Arrays.stream(CauseName.values())
                .filter(cause -> cause.symptom() == this)
                .toList();
    }
}
