package dev.edict.command.api.zone;

/** What can be asked of an existing zone. */
public sealed interface ZoneCommand permits ActivatePolicySetVersion, RollbackActivation, DeactivateZone {

    String zoneId();

    /** Minted before the command is sent; the invalidation that announces the change carries it. */
    String dispatchId();
}
