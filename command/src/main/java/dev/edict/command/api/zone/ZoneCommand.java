package dev.edict.command.api.zone;

/** What can be asked of an existing zone. */
public sealed interface ZoneCommand
        permits ActivatePolicySetVersion,
                RollbackActivation,
                DeactivateZone,
                ChangeZone,
                ArchiveZone,
                ImportActivation {

    String zoneId();
}
