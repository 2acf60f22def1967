package dev.edict.fleet.propagation;

import dev.edict.command.api.SettingRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an activation may take.
 *
 * @param overdueAfter when the log says that decision points did not load an activation, after its commit
 */
@ConfigurationProperties("edict.fleet")
record PropagationProperties(@DefaultValue("90s") Duration overdueAfter) {

    PropagationProperties {
        if (overdueAfter.isNegative() || overdueAfter.isZero()) {
            throw new SettingRefused("EDICT_FLEET_OVERDUE_AFTER", "must be positive");
        }
    }
}
