package dev.edict.app.decisionpoint;

import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.embedded.StartRefused;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether Edict has a decision point inside: {@code EDICT_DECISION_POINT}, by default with embedded servers only. */
final class DecisionPointSwitch implements Condition {

    private static final String VARIABLE = "EDICT_DECISION_POINT";
    private static final String DATABASE_URL = "DATABASE_URL";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var variables = new EnvironmentVariables((ConfigurableEnvironment) context.getEnvironment());
        var setting = variables.raw(VARIABLE).map(String::strip).orElse("");
        return switch (setting) {
            case "on" -> true;
            case "off" -> false;
            case "" -> variables.raw(DATABASE_URL).isEmpty() && !variables.isInFile(DATABASE_URL);
            default -> throw new StartRefused(VARIABLE + " is neither on nor off", "set it to on or off");
        };
    }
}
