package dev.edict.decision.language;

import java.util.Arrays;
import java.util.Optional;

/** The six names a data document may define (contract §8.3). */
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

    /** As it is written in a document. */
    public String ruleName() {
        return ruleName;
    }

    /** The rule with this name, if it is one of them. */
    public static Optional<DataRule> named(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.ruleName.equals(name))
                .findFirst();
    }
}
