package dev.edict.decision.language;

import java.util.Arrays;
import java.util.Optional;

/** The six rules that a data document may define (contract §8.3). */
public enum DataRule {
    APP_IDS("app_ids"),
    GRANTS("grants"),
    RESTRICT("restrict"),
    CONFINEMENT("confinement"),
    RISK("risk"),
    APPROVAL_TIERS("approval_tiers");

    private final String ruleName;

    DataRule(String ruleName) {
        this.ruleName = ruleName;
    }

    /** The name of the rule in a document. */
    public String ruleName() {
        return ruleName;
    }

    /** The rule with this name; empty for an unknown name. */
    public static Optional<DataRule> named(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.ruleName.equals(name))
                .findFirst();
    }
}
