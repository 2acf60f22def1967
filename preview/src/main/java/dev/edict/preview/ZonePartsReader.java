package dev.edict.preview;

import static java.util.Objects.requireNonNullElse;

import dev.edict.command.catalogue.ZoneCatalogues;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuitesInForce;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.preview.ZoneParts.NumberedCanaries;
import dev.edict.query.canary.Canary;
import dev.edict.query.canary.CanaryReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what a version is checked by: what is proposed, and for the rest what is in force. */
@Component
class ZonePartsReader {

    private final SuitesInForce suites;
    private final CanaryReader canaries;
    private final ZoneCatalogues catalogues;

    ZonePartsReader(SuitesInForce suites, CanaryReader canaries, ZoneCatalogues catalogues) {
        this.suites = suites;
        this.canaries = canaries;
        this.catalogues = catalogues;
    }

    ZoneParts of(String zoneId, ZoneBasis.State state, Proposal proposal) {
        return ZoneParts.of(
                state,
                proposal.settings(),
                proposal.suites() == null ? suites.all(zoneId) : proposal.suites(),
                proposal.canaries() == null ? inForce(zoneId) : NumberedCanaries.proposed(proposal.canaries()),
                proposal.catalogue() == null ? catalogues.find(zoneId).orElse(null) : proposal.catalogue());
    }

    /** Nothing is in force in a zone that does not exist yet. */
    ZoneParts ofNewZone(Proposal proposal) {
        return ZoneParts.of(
                ZoneBasis.State.NEW,
                proposal.settings(),
                requireNonNullElse(proposal.suites(), new ZoneSuites(0, List.of())),
                NumberedCanaries.proposed(requireNonNullElse(proposal.canaries(), List.of())),
                proposal.catalogue());
    }

    private NumberedCanaries inForce(String zoneId) {
        return canaries.find(zoneId)
                .map(zone -> new NumberedCanaries(
                        zone.canariesVersion(),
                        zone.items().stream().map(ZonePartsReader::asCase).toList()))
                .orElseGet(() -> NumberedCanaries.proposed(List.of()));
    }

    private static SimulationCase asCase(Canary canary) {
        return new SimulationCase(canary.name(), canary.input(), canary.expect(), canary.expectReason(), null);
    }
}
