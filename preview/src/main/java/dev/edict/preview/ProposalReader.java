package dev.edict.preview;

import static dev.edict.command.api.Rejection.Reason.INVALID_CANARY;
import static dev.edict.command.api.Rejection.Reason.INVALID_SUITE;

import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryBody;
import dev.edict.command.canary.CanaryService;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.catalogue.CatalogueService;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuiteBody;
import dev.edict.command.suite.SuiteService;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.preview.PreviewBody.ProposedSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the proposed parts of a body with the checks of the routes that would change them. A place of an error begins
 * with the part, such as {@code suites.tellers.cases.3.input}.
 */
@Component
class ProposalReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final String SUITES = "suites";
    private static final String CANARIES = "canaries";

    private final PartValidator validator;
    private final SuiteService suites;
    private final CanaryService canaries;
    private final CatalogueService catalogues;

    ProposalReader(PartValidator validator, SuiteService suites, CanaryService canaries, CatalogueService catalogues) {
        this.validator = validator;
        this.suites = suites;
        this.canaries = canaries;
        this.catalogues = catalogues;
    }

    /** @throws Rejection those of the routes that change suites, canaries and the catalogue */
    Proposal read(String zoneId, PreviewBody body) {
        return new Proposal(
                Objects.requireNonNullElse(body.settings(), ProposedSettings.NONE),
                body.suites() == null ? null : suites(zoneId, body.suites()),
                body.canaries() == null ? null : canaries(zoneId, body.canaries()),
                body.catalogue() == null ? null : catalogues.propose(body.catalogue()));
    }

    private ZoneSuites suites(String zoneId, Map<String, @Nullable SuiteBody> given) {
        given.forEach((name, suite) -> require(name, suite, INVALID_SUITE, SUITES));
        return suites.propose(zoneId, given);
    }

    private List<SimulationCase> canaries(String zoneId, Map<String, @Nullable CanaryBody> given) {
        var read = new HashMap<String, NewCanary>();
        given.forEach((name, canary) -> {
            require(name, canary, INVALID_CANARY, CANARIES);
            read.put(name, canary.canary());
        });
        return canaries.propose(zoneId, read);
    }

    private void require(String name, @Nullable Object part, Rejection.Reason reason, String member) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.of(reason, member, name)
                    .at("", "expected a name of 1 to 128 letters, digits and the characters _ . - :");
        }
        validator.require(part, Refusal.of(reason, member, name));
    }
}
