package dev.edict.fleet.housekeeping;

import dev.edict.command.api.SettingRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long observations are kept.
 *
 * @param retention of what a decision point enforced, after it ended
 */
@ConfigurationProperties("edict.fleet")
record RosterProperties(@DefaultValue("90d") Duration retention) {

    /** An id is kept for another day after its lease. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    RosterProperties {
        if (retention.compareTo(SHORTEST) < 0) {
            throw new SettingRefused("EDICT_FLEET_RETENTION", "must be at least 1d");
        }
    }
}
