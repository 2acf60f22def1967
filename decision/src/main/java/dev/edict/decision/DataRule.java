package dev.edict.decision;

import java.util.Arrays;
import java.util.Optional;

/** The six names a data document may define (contract §8.3). */
enum DataRule {
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

    String ruleName() {
        return ruleName;
    }

    static Optional<DataRule> named(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.ruleName.equals(name))
                .findFirst();
    }
}
