package dev.edict.console.example;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.Caller;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.canary.CanaryService;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.catalogue.CatalogueService;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policy.PolicyService;
import dev.edict.command.policy.PolicyService.NewPolicy;
import dev.edict.command.policyset.PolicySetService;
import dev.edict.command.settings.ZoneSettingsService;
import dev.edict.command.suite.SuiteService;
import dev.edict.command.zone.ActivationService;
import dev.edict.command.zone.ZoneService;
import dev.edict.fleet.roster.RosterEntry;
import dev.edict.fleet.roster.RosterReader;
import dev.edict.query.PageRequest;
import dev.edict.query.zone.ZoneReader;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes a working zone with a little history, by the same services as everybody's changes. */
@Component
public class ExampleZone {

    private final ZoneService zones;
    private final PolicyService policies;
    private final PolicySetService sets;
    private final ActivationService activations;
    private final CanaryService canaries;
    private final SuiteService suites;
    private final CatalogueService catalogues;
    private final ZoneSettingsService settings;
    private final ZoneReader readers;
    private final RosterReader roster;

    ExampleZone(
            ZoneService zones,
            PolicyService policies,
            PolicySetService sets,
            ActivationService activations,
            CanaryService canaries,
            SuiteService suites,
            CatalogueService catalogues,
            ZoneSettingsService settings,
            ZoneReader readers,
            RosterReader roster) {
        this.zones = zones;
        this.policies = policies;
        this.sets = sets;
        this.activations = activations;
        this.canaries = canaries;
        this.suites = suites;
        this.catalogues = catalogues;
        this.settings = settings;
        this.readers = readers;
        this.roster = roster;
    }

    /** Requests of the example, as decision points get them, in every proportion. */
    public static List<Map<String, Object>> requests(String zoneId) {
        return ExampleTexts.canaries(zoneId).values().stream()
                .map(NewCanary::input)
                .toList();
    }

    /** How many decision points are there that could load the example. */
    public int countDecisionPoints() {
        return (int) roster.list(null).stream().filter(RosterEntry::present).count();
    }

    /** Creates the example, unless there is a zone already, and returns the id of the oldest zone. */
    public String createOnce(Caller caller) {
        var known = readers.list(PageRequest.from(PageRequest.MAX_LIMIT, null), null, null);
        return known.isEmpty()
                ? create(RequestContext.background(Attribution.SYSTEM, "example"), caller)
                : known.get(known.size() - 1).id();
    }

    /**
     * Registers the zone with three policies and a set with three versions, of which the second governs again after a
     * rollback, and with canaries, a suite and a catalogue. Returns the id of the zone.
     */
    String create(RequestContext cause, Caller caller) {
        var zoneId = zones.register(cause, caller, "Example bank", null, false).id();
        var applications = create(cause, caller, zoneId, "applications", ExampleTexts.APPLICATIONS);
        var confinement = create(cause, caller, zoneId, "trainees", ExampleTexts.CONFINEMENT);
        var grants = policies.create(
                cause, caller, new NewPolicy(zoneId, "ledger grants", null, ExampleTexts.READING), stored -> stored);
        var setId = sets.create(cause, zoneId, "ledger", null, stored -> stored.policySetId());
        activate(
                cause,
                zoneId,
                setId,
                List.of(applications, confinement, grants.versionId()),
                "the first version: tellers read");
        var writing = policies.addVersion(
                cause, zoneId, grants.policyId(), ExampleTexts.WRITING, stored -> stored.versionId());
        activate(cause, zoneId, setId, List.of(applications, confinement, writing), "clerks write from today on");
        settings.change(cause, caller, zoneId, false, "warn", null, stored -> stored);
        ExampleTexts.canaries(zoneId)
                .forEach((name, canary) -> canaries.define(cause, zoneId, name, canary, stored -> stored));
        suites.define(cause, zoneId, "ledger", ExampleTexts.suite(zoneId), stored -> stored);
        if (catalogues.areManaged()) {
            catalogues.replace(cause, zoneId, ExampleTexts.CATALOGUE, stored -> stored);
        }
        var mistake = policies.addVersion(
                cause, zoneId, grants.policyId(), ExampleTexts.MISTAKE, stored -> stored.versionId());
        activate(cause, zoneId, setId, List.of(applications, confinement, mistake), "tidied up the roles");
        activations.rollBack(
                cause,
                zoneId,
                null,
                ExpectedActive.unstated(),
                "tellers were locked out",
                (restored, dispatch) -> dispatch);
        return zoneId;
    }

    private String create(RequestContext cause, Caller caller, String zoneId, String name, String content) {
        return policies.create(cause, caller, new NewPolicy(zoneId, name, null, content), stored -> stored.versionId());
    }

    private void activate(
            RequestContext cause, String zoneId, String setId, List<String> policyVersions, String reason) {
        var versionId = sets.addVersion(cause, zoneId, setId, policyVersions, false, stored -> stored.versionId());
        var wanted = new ActivationService.Wanted(zoneId, setId, versionId, ExpectedActive.unstated(), reason, null);
        activations.activate(cause, wanted, dispatch -> dispatch);
    }
}
