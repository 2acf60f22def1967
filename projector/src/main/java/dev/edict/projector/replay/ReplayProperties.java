package dev.edict.projector.replay;

import dev.edict.command.api.SettingRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bound of replays.
 *
 * @param diskBudget the room that the tables of a replay may take
 */
@ConfigurationProperties("edict.replay")
record ReplayProperties(@DefaultValue("20GB") DataSize diskBudget) {

    ReplayProperties {
        if (diskBudget.toMegabytes() < 1) {
            throw new SettingRefused("EDICT_REPLAY_DISK_BUDGET", "must be 1MB or more");
        }
    }
}
