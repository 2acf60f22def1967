package dev.edict.decision.check;

import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.catalogue.NearestNames;
import dev.edict.decision.check.BundleModel.Named;
import dev.edict.decision.check.BundleModel.Role;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Described;
import dev.edict.decision.problem.ProblemCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares the names of a bundle with the catalogue of its zone. A deprecated name is reported as that, and not as
 * unknown as well.
 */
final class CatalogueCheck {

    private static final int LONGEST_SHOWN = 120;

    private final BundleModel model;
    private final Set<DataRule> logic;
    private final Catalogue catalogue;
    private final NearestNames nearest;

    CatalogueCheck(BundleModel model, Set<DataRule> logic, Catalogue catalogue) {
        this.model = model;
        this.logic = logic;
        this.catalogue = catalogue;
        this.nearest = catalogue.nearestNames();
    }

    void check() {
        var applications = catalogue.applications();
        names(
                model.applicationIds,
                "application",
                ProblemCode.UNKNOWN_APPLICATION,
                applications::contains,
                applications);
        var identifiers = catalogue.identifiers();
        names(model.resources, "resource", ProblemCode.UNKNOWN_RESOURCE, identifiers::contains, identifiers);
        model.roles.forEach(this::scopesOf);
        var scopes = catalogue.scopes();
        names(model.confinedScopes, "scope", ProblemCode.UNKNOWN_SCOPE, catalogue::isScope, scopes);
        names(model.riskScopes, "scope", ProblemCode.UNKNOWN_SCOPE, catalogue::isScope, scopes);
        deprecated(model.labels, "label");
        deprecated(model.riskTiers, "tier");
        deprecated(model.approvalTiers, "tier");
        if (isData(DataRule.GRANTS) && isData(DataRule.CONFINEMENT)) {
            new DeadGrants(model.confinements).check(model.roles);
        }
        if (isData(DataRule.RISK)) {
            tiers();
        }
    }

    private boolean isData(DataRule rule) {
        return !logic.contains(rule);
    }

    /** A role is compared with the resource that it is for, or with what that is called now. */
    private void scopesOf(Role role) {
        var identifier = catalogue.replacement(role.resource()).orElse(role.resource());
        catalogue
                .resource(identifier)
                .ifPresentOrElse(
                        resource -> names(
                                role.scopes(), "scope", ProblemCode.UNKNOWN_SCOPE, resource::has, resource.scopes()),
                        () -> deprecated(role.scopes(), "scope"));
    }

    private void names(
            List<Named> names, String kind, ProblemCode code, Predicate<String> isKnown, Collection<String> known) {
        for (var named : names) {
            var isUnknown = !isDeprecated(named, kind) && !isKnown.test(named.name());
            if (isUnknown && named.place().problems().keepsWarnings()) {
                var hint = nearest.of(named.name(), known)
                        .map(name -> "; the nearest is " + shown(name))
                        .orElse("");
                named.place()
                        .report(
                                code,
                                "the %s %s, which the catalogue does not have%s"
                                        .formatted(kind, shown(named.name()), hint),
                                null);
            }
        }
    }

    private void deprecated(List<Named> names, String kind) {
        names.forEach(named -> isDeprecated(named, kind));
    }

    private boolean isDeprecated(Named named, String kind) {
        var replacement = catalogue.replacement(named.name());
        replacement.ifPresent(current -> named.place()
                .report(
                        ProblemCode.DEPRECATED_TERM,
                        "the deprecated %s %s, which is now %s".formatted(kind, shown(named.name()), shown(current)),
                        null));
        return replacement.isPresent();
    }

    /** Reports the first grant of each such scope. */
    private void tiers() {
        var tiered = model.riskScopes.stream().map(Named::name).collect(Collectors.toSet());
        var reported = new HashSet<String>();
        for (var role : model.roles) {
            var resource = catalogue.resource(role.resource());
            if (resource.isEmpty()) {
                continue;
            }
            for (var scope : role.scopes()) {
                var lacksTier = resource.get().tieredScopes().contains(scope.name()) && !tiered.contains(scope.name());
                if (lacksTier && reported.add(scope.name())) {
                    scope.place()
                            .report(
                                    ProblemCode.SCOPE_WITHOUT_TIER,
                                    "the scope %s, which should have a tier and has none in risk"
                                            .formatted(shown(scope.name())),
                                    null);
                }
            }
        }
    }

    private static String shown(String name) {
        return Described.shortened(name, LONGEST_SHOWN);
    }
}
