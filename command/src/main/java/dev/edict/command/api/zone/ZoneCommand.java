package dev.edict.command.api.zone;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to an existing zone. */
public sealed interface ZoneCommand extends AggregateCommand
        permits ActivatePolicySetVersion,
                RollbackActivation,
                DeactivateZone,
                ChangeZone,
                ArchiveZone,
                ImportActivation {

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.ZONE_NOT_FOUND;
    }
}
