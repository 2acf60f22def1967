package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.DCR_SHUTDOWN_REQUIRED;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Caller;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.ReservedNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Registers, changes and archives zones.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class ZoneService {

    private final CommandSender commands;
    private final ZoneRows zones;
    private final Applications applications;

    ZoneService(CommandSender commands, ZoneRows zones, Applications applications) {
        this.commands = commands;
        this.zones = zones;
        this.applications = applications;
    }

    /** The members in the order of the contract (§1.5). */
    public record ZoneRow(
            String id,
            String name,
            String slug,
            boolean dcrEnabled,
            boolean operatorCoauthorBadge,
            boolean operatorGoverned,
            String createdBy,
            boolean createdViaOperator,
            @Nullable String updatedBy,
            boolean updatedViaOperator,
            Instant createdAt,
            Instant updatedAt) {}

    /** Registers a zone; without a slug its name gives one. */
    public ZoneRow register(
            RequestContext cause, Caller caller, String name, @Nullable String slug, boolean dcrEnabled) {
        requireFree(name, slug, caller);
        var zoneId = newId();
        return commands.send(cause, new RegisterZone(zoneId, name, slug, dcrEnabled), result -> {
            var zone = zones.get(zoneId);
            // A slug derived from the name is known only now; the rejection rolls the command back.
            ReservedNames.ZONE_SLUG.requireFree(zone.slug(), caller);
            return zone;
        });
    }

    /**
     * Changes the given properties of a zone.
     *
     * @param dcrShutdown {@code keep_live} to turn off registration although self-registered applications are live
     */
    public ZoneRow change(RequestContext cause, Caller caller, ChangeZone change, @Nullable String dcrShutdown) {
        requireFree(change.name(), change.slug(), caller);
        if (Boolean.FALSE.equals(change.dcrEnabled())) {
            requireNoneLeftBehind(change.zoneId(), dcrShutdown);
        }
        return commands.send(cause, change, result -> zones.get(change.zoneId()));
    }

    /** Archives and deactivates a zone. */
    public void archive(RequestContext cause, String zoneId) {
        commands.send(cause, new ArchiveZone(zoneId, newId()), result -> null);
    }

    private static void requireFree(@Nullable String name, @Nullable String slug, Caller caller) {
        ReservedNames.ZONE_NAME.requireFree(name, caller);
        ReservedNames.ZONE_SLUG.requireFree(slug, caller);
    }

    /** The token service owns self-registered applications: Edict reads them and cannot revoke them. */
    private void requireNoneLeftBehind(String zoneId, @Nullable String shutdown) {
        var live = applications.live(zoneId);
        if (live > 0 && !"keep_live".equals(shutdown)) {
            throw DCR_SHUTDOWN_REQUIRED
                    .because(
                            "%d self-registered applications are live; Edict supports only dcr_shutdown keep_live",
                            live)
                    .with("liveDcrApplications", live);
        }
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
