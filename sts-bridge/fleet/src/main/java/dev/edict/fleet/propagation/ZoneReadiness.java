package dev.edict.fleet.propagation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether a change of a zone's governance may be made now.
 *
 * @param verdict the worst of the checks
 */
public record ZoneReadiness(String zoneId, Verdict verdict, List<Check> checks) {

    /** From the best to the worst. */
    public enum Verdict {
        OK,
        /** Nothing is known that speaks for or against it. */
        UNKNOWN,
        /** A change is possible, and would take effect later than usual or be seen by fewer. */
        WARNING,
        /** A change would not take effect everywhere. */
        FAILING;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of the things to look at before a change.
     *
     * @param check {@code decision_points}, {@code policy_age}, {@code relay}, {@code redis} or {@code dead_letters}
     * @param sentence the reason of the verdict, for people
     */
    public record Check(String check, Verdict verdict, String sentence) {}

    static ZoneReadiness of(String zoneId, List<Check> checks) {
        var worst = checks.stream().map(Check::verdict).max(Comparator.naturalOrder());
        return new ZoneReadiness(zoneId, worst.orElse(Verdict.UNKNOWN), checks);
    }
}
