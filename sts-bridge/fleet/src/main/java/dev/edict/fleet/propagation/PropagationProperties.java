package dev.edict.fleet.propagation;

import dev.edict.command.api.SettingRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an activation and its canaries may take.
 *
 * @param overdueAfter when the log says that decision points did not load an activation, after its commit
 * @param canaryDeadline when the log says that decision points did not answer to canaries, after the commit
 */
@ConfigurationProperties("edict.fleet")
public record PropagationProperties(
        @DefaultValue("90s") Duration overdueAfter, @DefaultValue("60s") Duration canaryDeadline) {

    public PropagationProperties {
        if (overdueAfter.isNegative() || overdueAfter.isZero()) {
            throw new SettingRefused("EDICT_FLEET_OVERDUE_AFTER", "must be positive");
        }
        if (canaryDeadline.isNegative() || canaryDeadline.isZero()) {
            throw new SettingRefused("EDICT_FLEET_CANARY_DEADLINE", "must be positive");
        }
    }
}
