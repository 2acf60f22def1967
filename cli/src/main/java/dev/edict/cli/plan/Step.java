package dev.edict.cli.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that a plan changes.
 *
 * @param name of the policy, suite, canary or setting; empty where there is but one
 * @param detail in words, such as {@code none → required}; may be empty
 */
public record Step(Action action, Part part, String name, String detail) {

    /** What becomes of it. */
    public enum Action {
        CREATE,
        CHANGE,
        REMOVE,
        /** A policy stays in the zone, but not in the version. */
        LEAVE_OUT,
        ACTIVATE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In the order in which they are applied. */
    public enum Part {
        ZONE,
        SETTING,
        CATALOGUE,
        SUITE,
        CANARY,
        POLICY,
        POLICY_SET,
        VERSION;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
