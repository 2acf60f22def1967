package dev.edict.decisionpoint.authzen;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a batch is evaluated (AuthZEN, evaluations semantics). */
enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    /**
     * Reads {@code options.evaluations_semantic}; absent means all.
     *
     * @throws InvalidEvaluation for another value, because a batch must not run under another semantic than asked
     */
    static Semantic of(@Nullable JsonNode asked) {
        if (asked == null || asked.isNull()) {
            return EXECUTE_ALL;
        }
        return Arrays.stream(values())
                .filter(one -> asked.isString() && one.word().equals(asked.stringValue()))
                .findFirst()
                .orElseThrow(() -> new InvalidEvaluation(
                        "options.evaluations_semantic",
                        Arrays.stream(values()).map(Semantic::word).collect(Collectors.joining(", "))));
    }

    /** Whether the evaluation ends after an item with this decision. */
    boolean endsWith(boolean decision) {
        return switch (this) {
            case EXECUTE_ALL -> false;
            case DENY_ON_FIRST_DENY -> !decision;
            case PERMIT_ON_FIRST_PERMIT -> decision;
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
