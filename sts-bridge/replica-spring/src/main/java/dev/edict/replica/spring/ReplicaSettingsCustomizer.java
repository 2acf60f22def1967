package dev.edict.replica.spring;

import dev.edict.replica.ReplicaSettings;

/** Changes the settings of the replica after the properties were applied, for what has no property. */
@FunctionalInterface
public interface ReplicaSettingsCustomizer {

    void customize(ReplicaSettings.Builder settings);
}
