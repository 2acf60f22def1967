package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.ACTIVE_VERSION_CHANGED;
import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_SLUG_CONFLICT;

import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.api.zone.ImportZone;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.log.Notes;
import dev.edict.command.log.PastEvents;
import dev.edict.command.policyset.PolicySetStamps;
import dev.edict.command.policyset.SealedVersions;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** Takes over zones of another installation, and what governs them there. */
class ZoneImport {

    private static final long FIRST = 1;

    private final Repository<Zone> zones;

    ZoneImport(Repository<Zone> zones) {
        this.zones = zones;
    }

    @CommandHandler
    void handle(ImportZone command, KnownZones known, Notes notes) throws Exception {
        zones.loadOrCreate(command.zoneId(), Zone::new).execute(zone -> {
            if (!zone.isRegistered()) {
                register(command, known, new PastEvents(notes));
            }
        });
    }

    private static void register(ImportZone command, KnownZones known, PastEvents past) {
        if (known.isSlugTaken(command.slug())) {
            throw ZONE_SLUG_CONFLICT.because("another zone has the slug %s", command.slug());
        }
        past.apply(
                new ZoneRegistered(command.zoneId(), command.name(), command.slug(), command.dcrEnabled()),
                command.created());
        if (command.changed() != null) {
            past.apply(changed(command), command.changed());
        }
        if (command.archived() != null) {
            past.apply(new ZoneArchived(command.zoneId()), command.archived());
        }
    }

    /** What was changed last is not known: its name is what the zone at least goes on to be called. */
    private static ZoneChanged changed(ImportZone command) {
        return new ZoneChanged(
                command.zoneId(),
                command.name(),
                null,
                null,
                command.operatorCoauthorBadge() ? null : false,
                command.operatorGoverned() ? true : null);
    }

    @CommandHandler
    void handle(ImportActivation command, SealedVersions sealed, PolicySetStamps sets, Notes notes) {
        var past = new PastEvents(notes);
        zones.load(command.zoneId()).execute(zone -> activate(zone, command, sealed, past));
        if (!past.shows(command.updated())) {
            sets.restamp(command.policySetId(), command.updated(), past);
        }
    }

    private static void activate(Zone zone, ImportActivation command, SealedVersions sealed, PastEvents past) {
        zone.requireInUse();
        if (zone.wasEverGoverned()) {
            throw ACTIVE_VERSION_CHANGED.because("the zone has been activated here");
        }
        var version = sealed.find(command.zoneId(), command.policySetId(), command.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in a live set %s of this zone", command.versionId(), command.policySetId()));
        past.change(
                new PolicySetVersionActivated(
                        command.zoneId(),
                        version.policySetId(),
                        version.versionId(),
                        version.manifestSha256(),
                        FIRST,
                        null,
                        null,
                        null,
                        command.dispatchId()),
                command.activated());
    }
}
