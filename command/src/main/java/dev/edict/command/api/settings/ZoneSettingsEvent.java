package dev.edict.command.api.settings;

import dev.edict.command.api.DomainEvent;

/** An event of the settings of a zone. */
public sealed interface ZoneSettingsEvent extends DomainEvent permits ZoneSettingsChanged {}
