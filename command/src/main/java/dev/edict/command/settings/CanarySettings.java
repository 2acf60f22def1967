package dev.edict.command.settings;

import dev.edict.command.api.settings.CanarySetting;

/** What zones do with canaries that would fail. */
public interface CanarySettings {

    CanarySetting canaries(String zoneId);
}
