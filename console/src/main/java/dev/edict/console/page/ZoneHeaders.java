package dev.edict.console.page;

import dev.edict.command.zone.RollbackTargetReader;
import dev.edict.console.page.ZoneHeader.WayBack;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.zone.ZoneReader;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what stands above the pages of zones. */
@Component
class ZoneHeaders {

    private final ZoneReader zones;
    private final PolicySetReader sets;
    private final RollbackTargetReader targets;

    ZoneHeaders(ZoneReader zones, PolicySetReader sets, RollbackTargetReader targets) {
        this.zones = zones;
        this.sets = sets;
        this.targets = targets;
    }

    /**
     * The header of a zone.
     *
     * @throws UnknownPage if there is no such zone
     */
    ZoneHeader of(String zoneId) {
        var zone = zones.find(zoneId).orElseThrow(UnknownPage::new);
        var governance = zones.governance(zoneId).orElseThrow(UnknownPage::new);
        var wayBack = targets.find(zoneId, governance.versionId()).flatMap(target -> wayBack(zoneId, target));
        return new ZoneHeader(zone.id(), zone.name(), zone.slug(), governance, wayBack.orElse(null));
    }

    /** The set may have been archived since: its name is then not shown, but its id. */
    private Optional<WayBack> wayBack(String zoneId, RollbackTargetReader.Target target) {
        var setId = target.policySetId();
        return sets.findVersion(zoneId, setId, target.versionId())
                .map(version -> new WayBack(
                        setId,
                        sets.find(zoneId, setId).map(set -> set.name()).orElse(setId),
                        version.id(),
                        version.version()));
    }
}
