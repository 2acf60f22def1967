package dev.edict.diagnosis;

import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.language.DataRule;
import dev.edict.diagnosis.PolicyPlaces.Found;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says for a denied request what would have to change, and where. */
final class DenialCauses {

    private static final String BOOTSTRAP = "bootstrap";
    private static final String UNKNOWN = "unknown";

    private final PolicyPlaces places;
    private final Denials.Kind denied;
    private final PolicyInput input;
    private final String shape;

    /** @param shape of the request; {@code unknown} if the event does not tell */
    DenialCauses(PolicyPlaces places, Denials.Kind denied, PolicyInput input, String shape) {
        this.places = places;
        this.denied = denied;
        this.input = input;
        this.shape = shape;
    }

    /** @param reason of the contract */
    Optional<Cause> of(String reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case "restriction_active", "no_active_policy_set" -> null;
                    case "resource_not_granted" -> notGranted();
                    case "no_rule_matched" -> shape.equals(BOOTSTRAP) ? notGranted() : withoutRule(reason);
                    case "ambiguous_request_shape" -> withoutRule(reason);
                    case "role_scope_mismatch" -> scopeNotGranted();
                    case "confinement_violation" -> confined();
                    case "delegation_scope_exceeded" -> tooNarrow();
                    case "mandate_target_mismatch" ->
                        CauseName.MANDATE_OF_OTHER_RESOURCE.found(
                                "The mandate is not for %s, which was asked for.".formatted(resource()),
                                evidence(reason).members());
                    default -> malformed(reason).orElseGet(() -> other(reason));
                });
    }

    private String resource() {
        return input.resource().identifier();
    }

    private Cause notGranted() {
        var evidence = evidence("resource_not_granted")
                .and("principal", input.principal().id());
        var grant = places.member(DataRule.GRANTS, resource());
        if (grant.isEmpty()) {
            at(evidence, places.definitions(DataRule.GRANTS).stream().findFirst());
            return CauseName.RESOURCE_NOT_GRANTED.found(
                    "No grant has the resource %s.".formatted(resource()),
                    evidence.members(),
                    "Add the resource to grants, with the application of the principal, and activate.");
        }
        var application = grant.flatMap(found -> found.member("application"));
        var key = application.flatMap(Found::text).orElse("");
        var binding = places.member(DataRule.APP_IDS, key);
        at(evidence.and("binding", key), binding.or(() -> application).or(() -> grant));
        return CauseName.RESOURCE_NOT_GRANTED.found(
                binding.flatMap(Found::text)
                        .map(owner -> "%s is granted to the application %s, and %s asked."
                                .formatted(resource(), owner, input.principal().id()))
                        .orElse("%s is granted to %s, which app_ids binds to no application."
                                .formatted(resource(), key)),
                evidence.members(),
                "Bind %s to the application of the principal in app_ids, or ask as the bound one.".formatted(key));
    }

    private Cause scopeNotGranted() {
        var labels = input.principal().labels();
        var roles = places.member(DataRule.GRANTS, resource()).flatMap(grant -> grant.member("roles"));
        var nearest = labels.stream()
                .flatMap(label -> roles.flatMap(found -> found.member(label)).stream())
                .min(Comparator.comparingInt(role -> missing(role).size()));
        var evidence = evidence("role_scope_mismatch").and("labels", labels).and("requested_scopes", scopes());
        at(evidence, nearest.or(() -> roles));
        return nearest.map(role -> CauseName.SCOPE_NOT_GRANTED.found(
                        "The role does not have the scopes %s, which were requested of %s."
                                .formatted(missing(role), resource()),
                        evidence.and("missing_scopes", missing(role)).members(),
                        "Add the missing scopes to the role, or request those that one role has."))
                .orElseGet(() -> CauseName.SCOPE_NOT_GRANTED.found(
                        "%s has no role for any of the labels %s.".formatted(resource(), labels),
                        evidence.members(),
                        "Add a role for a label of the principal, or give it a label that has a role."));
    }

    private List<String> missing(Found role) {
        var granted = role.texts();
        return scopes().stream().filter(scope -> !granted.contains(scope)).toList();
    }

    /** Those that were requested, or those of the mandate. */
    private List<String> scopes() {
        var context = input.context();
        if (!context.requestedScopes().isEmpty()) {
            return context.requestedScopes();
        }
        return context.subjectClaims().get("scope") instanceof String scope
                ? Stream.of(scope.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList()
                : List.of();
    }

    private Cause confined() {
        var labels = input.principal().labels();
        var rule = places.definitions(DataRule.CONFINEMENT).stream()
                .flatMap(definition -> definition.elements().stream())
                .filter(element -> confines(element, labels))
                .findFirst();
        var evidence = evidence("confinement_violation").and("labels", labels).and("requested_scopes", scopes());
        at(evidence, rule);
        return CauseName.SCOPE_CONFINED.found(
                "A confinement of the labels %s does not have every scope of %s.".formatted(labels, scopes()),
                evidence.members());
    }

    private boolean confines(Found rule, List<String> labels) {
        var prefix = rule.member("label_prefix").flatMap(Found::text);
        var allowed = rule.member("scopes").map(Found::texts).orElse(List.of());
        return prefix.isPresent()
                && labels.stream().anyMatch(label -> label.startsWith(prefix.get()))
                && !allowed.containsAll(scopes());
    }

    private Cause tooNarrow() {
        var edge = input.delegationEdge();
        var delegated = edge == null ? List.<String>of() : edge.scopes();
        var missing =
                scopes().stream().filter(scope -> !delegated.contains(scope)).toList();
        return CauseName.DELEGATION_TOO_NARROW.found(
                "The delegation does not have every scope that was requested of %s.".formatted(resource()),
                evidence("delegation_scope_exceeded")
                        .and("requested_scopes", scopes())
                        .and("delegation_edge_id", edge == null ? null : edge.id())
                        .and("missing_scopes", missing.isEmpty() ? null : missing)
                        .members());
    }

    private Cause withoutRule(String reason) {
        return CauseName.REQUEST_WITHOUT_RULE.found(
                "The request has no shape that a rule decides.",
                evidence(reason)
                        .and("shape", shape.equals(UNKNOWN) ? null : shape)
                        .and("action", input.action().id())
                        .members());
    }

    private Optional<Cause> malformed(String reason) {
        return ruleOf(reason).map(rule -> {
            var evidence = evidence(reason);
            at(evidence, places.definitions(rule).stream().findFirst());
            return CauseName.MALFORMED_DATA.found(
                    "%s has not the shape it needs.".formatted(rule.ruleName()), evidence.members());
        });
    }

    private static Optional<DataRule> ruleOf(String reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case "malformed_restrict_data", "conflicting_restrict_data" -> DataRule.RESTRICT;
                    case "malformed_app_ids_data", "conflicting_app_ids_data" -> DataRule.APP_IDS;
                    case "malformed_grants_data", "conflicting_grants_data" -> DataRule.GRANTS;
                    case "malformed_confinement_data", "conflicting_confinement_data" -> DataRule.CONFINEMENT;
                    case "malformed_risk_data", "conflicting_risk_data", "conflicting_risk_tiers" -> DataRule.RISK;
                    case "malformed_approval_data", "conflicting_approval_tiers_data" -> DataRule.APPROVAL_TIERS;
                    default -> null;
                });
    }

    private Cause other(String reason) {
        return CauseName.OTHER_DENIAL.found(
                "Requests were denied for %s.".formatted(reason),
                evidence(reason).members());
    }

    private Evidence evidence(String reason) {
        return of(denied, reason);
    }

    /** What is known of all denials of a kind. */
    static Evidence of(Denials.Kind denied, String reason) {
        return Evidence.of("reason", reason)
                .and("denials", denied.denials())
                .and("last_at", denied.lastAt())
                .and("event_id", denied.eventId())
                .and("decision_point", denied.decisionPoint())
                .and("resource", denied.resource())
                .and("application_id", denied.application());
    }

    private void at(Evidence evidence, Optional<Found> found) {
        evidence.and("document", found.map(places::of).orElse(null));
    }
}
