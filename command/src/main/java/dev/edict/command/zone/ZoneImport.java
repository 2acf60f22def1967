package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_SLUG_CONFLICT;

import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.api.zone.ImportZone;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.eventstore.ImportedEvents;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.policyset.PolicySetStamps;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.zone.directory.KnownZones;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** Imports zones of another installation and their active versions. */
class ZoneImport {

    private final Supplier<Repository<Zone>> zones;

    ZoneImport(Supplier<Repository<Zone>> zones) {
        this.zones = zones;
    }

    /** Returns whether the import created the zone. */
    @CommandHandler
    boolean handle(ImportZone command, KnownZones known, Notes notes) throws Exception {
        return zones.get().loadOrCreate(command.zoneId(), Zone::new).invoke(zone -> {
            var isNew = !zone.isRegistered();
            if (isNew) {
                register(command, known, new ImportedEvents(notes));
            }
            return isNew;
        });
    }

    private static void register(ImportZone command, KnownZones known, ImportedEvents past) {
        if (known.isSlugTaken(command.slug())) {
            throw ZONE_SLUG_CONFLICT.because("another zone has the slug %s", command.slug());
        }
        past.apply(
                new ZoneRegistered(command.zoneId(), command.name(), command.slug(), command.dcrEnabled()),
                command.created(),
                command.account() == null ? Map.of() : Map.of(ZoneDirectory.ACCOUNT, command.account()));
        if (command.changed() != null) {
            past.apply(changed(command), command.changed());
        }
        if (command.archived() != null) {
            past.apply(new ZoneArchived(command.zoneId()), command.archived());
        }
    }

    /** The source does not state which property changed; the event repeats the name. */
    private static ZoneChanged changed(ImportZone command) {
        return new ZoneChanged(
                command.zoneId(),
                command.name(),
                null,
                null,
                command.operatorCoauthorBadge() ? null : false,
                command.operatorGoverned() ? true : null);
    }

    /** Returns whether the version did not govern before. */
    @CommandHandler
    boolean handle(ImportActivation command, SealedVersions sealed, PolicySetStamps sets, Notes notes) {
        var past = new ImportedEvents(notes);
        var isNew = zones.get().load(command.zoneId()).invoke(zone -> activate(zone, command, sealed, past));
        if (!past.shows(command.updated())) {
            sets.restamp(command.policySetId(), command.updated(), past);
        }
        return isNew;
    }

    private static boolean activate(Zone zone, ImportActivation command, SealedVersions sealed, ImportedEvents past) {
        zone.requireInUse();
        var version = sealed.find(command.zoneId(), command.policySetId(), command.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in a live set %s of this zone", command.versionId(), command.policySetId()));
        return zone.follow(version, command.dispatchId(), command.activated(), past);
    }
}
