package dev.edict.app.web;

import static dev.edict.app.web.RouteEntry.route;

import dev.edict.app.openapi.Access;
import dev.edict.app.openapi.Parameter;
import dev.edict.app.openapi.Route;
import dev.edict.app.openapi.Routes;
import dev.edict.app.web.access.DescriptionAccess;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.Rejection.Reason;
import dev.edict.query.QueryRejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * What the OpenAPI document says of each route beside its code: a name for clients, one sentence, the errors it may
 * answer, and the parameters it reads from the query string itself.
 *
 * <p>A new route needs a line here: {@code route("GET /v1/things/{thingId}", "getThing", "Gets a thing.")}, then
 * {@code refuses(…)} with the reasons of its command or {@code lacks(…)} with those of its question, {@code paged()} for
 * a list and {@code tagged()} for an {@code ETag}. Errors of the token, of path ids, of bodies and of keys are added by
 * {@link CommonFailures}, {@code If-Match} follows from {@code PRECONDITION_FAILED}. Then let {@code DescribedJourney}
 * call the route, and run {@code OpenApiTest} once with {@code -Dedict.examples=record}.
 */
@Component
class RouteTable implements Routes {

    private static final int MAX_ID_LENGTH = 512;

    private final Map<String, Route> routes = new HashMap<>();
    private final List<String> sections = new ArrayList<>();

    RouteTable() {
        zones();
        policies();
        policySets();
        governance();
        trail();
        audit();
        tokens();
        operations();
    }

    @Override
    public Optional<Route> find(String method, String path) {
        return Optional.ofNullable(routes.get(method + " " + path));
    }

    @Override
    public Map<String, Route> pages() {
        return routes.entrySet().stream()
                .filter(entry -> entry.getValue().page() != null)
                .collect(Collectors.toMap(
                        entry -> RequestTarget.ofRoute(entry.getKey()).path(), Map.Entry::getValue));
    }

    @Override
    public List<String> sections() {
        return List.copyOf(sections);
    }

    @Override
    public String idPattern() {
        return PathIds.PATTERN;
    }

    private void section(String name, RouteEntry... entries) {
        sections.add(name);
        List.of(entries).forEach(entry -> routes.put(entry.key(), entry.in(name)));
    }

    private void tokens() {
        section(
                "Admin tokens",
                route("GET /v1/admin-tokens", "listAdminTokens", "Lists tokens, newest first, revoked ones too.")
                        .paged(),
                route("POST /v1/admin-tokens", "mintAdminToken", "Gives out a token; it is shown this once.")
                        .refuses(Reason.ZONE_ID_REQUIRED, Reason.ZONE_ID_NOT_ALLOWED_FOR_GLOBAL, Reason.ZONE_NOT_FOUND),
                route("DELETE /v1/admin-tokens/{tokenId}", "revokeAdminToken", "Takes a token back, at once.")
                        .refuses(Reason.ADMIN_TOKEN_NOT_FOUND));
    }

    private void zones() {
        section(
                "Zones",
                route("GET /v1/zones", "listZones", "Lists zones, newest first.")
                        .paged(),
                route("POST /v1/zones", "createZone", "Registers a zone.")
                        .refuses(Reason.ZONE_SLUG_CONFLICT, Reason.RESERVED_NAMESPACE),
                route("GET /v1/zones/{zoneId}", "getZone", "Gets a zone.").lacks(QueryRejection.Reason.ZONE_NOT_FOUND),
                route("PATCH /v1/zones/{zoneId}", "changeZone", "Changes what is named of a zone.")
                        .refuses(Reason.NO_FIELDS, Reason.DCR_SHUTDOWN_NOT_APPLICABLE, Reason.DCR_SHUTDOWN_REQUIRED)
                        .refuses(Reason.APPLICATIONS_UNREADABLE)
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.ZONE_SLUG_CONFLICT, Reason.RESERVED_NAMESPACE),
                route("DELETE /v1/zones/{zoneId}", "archiveZone", "Archives a zone; nothing governs it any more.")
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.PRECONDITION_FAILED),
                route("GET /v1/zones/{zoneId}/settings", "getZoneSettings", "Tells what a zone asks of its policies.")
                        .tagged()
                        .lacks(QueryRejection.Reason.ZONE_NOT_FOUND),
                route("PUT /v1/zones/{zoneId}/settings", "changeZoneSettings", "Chooses all settings of a zone.")
                        .tagged()
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.GLOBAL_TOKEN_REQUIRED, Reason.PRECONDITION_FAILED),
                route(
                                "GET /v1/zones/{zoneId}/dcr-status",
                                "getDcrStatus",
                                "Counts applications that registered themselves.")
                        .lacks(QueryRejection.Reason.APPLICATIONS_UNREADABLE)
                        .lacks(QueryRejection.Reason.ZONE_NOT_FOUND));
    }

    private void policies() {
        var path = "/v1/zones/{zoneId}/policies";
        section(
                "Policies",
                route("GET /v1/policy-templates", "listPolicyTemplates", "Lists documents to begin with."),
                route("POST /v1/policies/validate", "validatePolicy", "Checks a document without storing it.")
                        .refuses(Reason.INVALID_REGO),
                route("GET " + path, "listPolicies", "Lists live policies, newest first.")
                        .paged(),
                route("POST " + path, "createPolicy", "Creates a policy with its first version.")
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.POLICY_NAME_CONFLICT, Reason.INVALID_REGO)
                        .needsContent()
                        .refuses(Reason.RESERVED_NAMESPACE),
                route("GET " + path + "/{policyId}", "getPolicy", "Gets a live policy with all its versions.")
                        .tagged()
                        .needsContent()
                        .lacks(QueryRejection.Reason.POLICY_NOT_FOUND),
                route("DELETE " + path + "/{policyId}", "archivePolicy", "Archives a policy that nothing enforces.")
                        .refuses(Reason.POLICY_NOT_FOUND, Reason.POLICY_IN_USE, Reason.PRECONDITION_FAILED),
                route("GET " + path + "/{policyId}/versions/{versionId}", "getPolicyVersion", "Gets one version.")
                        .needsContent()
                        .lacks(QueryRejection.Reason.POLICY_VERSION_NOT_FOUND),
                route("POST " + path + "/{policyId}/versions", "addPolicyVersion", "Adds an immutable version.")
                        .needsContent()
                        .refuses(Reason.POLICY_NOT_FOUND, Reason.INVALID_REGO, Reason.PRECONDITION_FAILED));
    }

    private void policySets() {
        var path = "/v1/zones/{zoneId}/policy-sets";
        section(
                "Policy sets",
                route("GET " + path, "listPolicySets", "Lists live policy sets, newest first.")
                        .paged(),
                route("POST " + path, "createPolicySet", "Creates an empty policy set.")
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.POLICY_SET_NAME_CONFLICT),
                route("GET " + path + "/{policySetId}", "getPolicySet", "Gets a live policy set.")
                        .tagged()
                        .lacks(QueryRejection.Reason.POLICY_SET_NOT_FOUND),
                route(
                                "DELETE " + path + "/{policySetId}",
                                "archivePolicySet",
                                "Archives a set; if it governs, no longer.")
                        .refuses(Reason.POLICY_SET_NOT_FOUND, Reason.PRECONDITION_FAILED),
                route("GET " + path + "/{policySetId}/versions", "listPolicySetVersions", "Lists sealed versions.")
                        .paged()
                        .lacks(QueryRejection.Reason.POLICY_SET_NOT_FOUND),
                route("POST " + path + "/{policySetId}/versions", "addPolicySetVersion", "Seals a manifest.")
                        .needsContent()
                        .refuses(Reason.POLICY_SET_NOT_FOUND, Reason.INVALID_POLICY_CONTRACT)
                        .refuses(Reason.INVALID_POLICY_BUNDLE, Reason.POLICY_ARCHIVED, Reason.PRECONDITION_FAILED),
                route("GET " + path + "/{policySetId}/versions/{versionId}", "getPolicySetVersion", "Gets a manifest.")
                        .lacks(QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND),
                route("POST " + path + "/{policySetId}/simulate", "simulate", "Decides cases under a sealed version.")
                        .needsContent()
                        .refuses(Reason.VERSION_NOT_FOUND, Reason.SIMULATION_OUTDATED));
    }

    private void governance() {
        var set = "/v1/zones/{zoneId}/policy-sets/{policySetId}";
        var askedVersion = Parameter.text("version_id", MAX_ID_LENGTH, "The version; the active one unless told.");
        var askedOutbox = Parameter.text("outbox_id", MAX_ID_LENGTH, "The invalidation; the newest unless told.");
        section(
                "Governance",
                route("GET /v1/zones/{zoneId}/active", "getActive", "Tells what governs a zone.")
                        .tagged()
                        .lacks(QueryRejection.Reason.ZONE_NOT_FOUND),
                route("POST " + set + "/activate", "activate", "Lets a sealed version govern the zone.")
                        .refuses(Reason.VERSION_NOT_FOUND, Reason.ACTIVE_VERSION_CHANGED, Reason.POLICY_ARCHIVED)
                        .refuses(Reason.PRECONDITION_FAILED, Reason.ZONE_NOT_FOUND),
                route(
                                "GET " + set + "/activation-status",
                                "getActivationStatus",
                                "Tells how far an activation has come.")
                        .reads(askedVersion, askedOutbox)
                        .lacks(QueryRejection.Reason.INVALID_BODY)
                        .lacks(QueryRejection.Reason.POLICY_SET_BINDING_NOT_FOUND)
                        .lacks(QueryRejection.Reason.ACTIVE_POLICY_SET_VERSION_NOT_FOUND),
                route("POST /v1/zones/{zoneId}/rollback", "rollBack", "Lets a version govern again that did before.")
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.NO_ROLLBACK_TARGET, Reason.PRECONDITION_FAILED)
                        .refuses(Reason.ACTIVE_VERSION_CHANGED),
                route(
                                "POST /v1/zones/{zoneId}/deactivate",
                                "deactivate",
                                "Lets nothing govern the zone: all is denied.")
                        .refuses(Reason.ZONE_NOT_FOUND, Reason.ZONE_NOT_ACTIVE, Reason.PRECONDITION_FAILED)
                        .refuses(Reason.ACTIVE_VERSION_CHANGED));
    }

    private void trail() {
        section(
                "Trail",
                route("GET /v1/zones/{zoneId}/timeline", "listTimeline", "Tells everything that happened in a zone.")
                        .paged()
                        .reads(
                                Parameter.oneOf("order", List.of("desc", "asc"), "Newest first unless told."),
                                Parameter.instant("since", "Occurred at this instant (RFC 3339) or later."),
                                Parameter.instant("until", "Occurred before this instant (RFC 3339)."),
                                Parameter.text("actor", 256, "Done by this actor, e.g. admin:bootstrap."),
                                Parameter.text("event", 128, "Of this kind, e.g. zone.version_activated."),
                                Parameter.text("request_id", 128, "Done by this request."))
                        .lacks(QueryRejection.Reason.ZONE_NOT_FOUND),
                route("GET /v1/zones/{zoneId}/activations", "listActivations", "Tells what governed, when and why.")
                        .paged()
                        .lacks(QueryRejection.Reason.ZONE_NOT_FOUND));
    }

    private void audit() {
        var request = "/v1/zones/{zoneId}/audit/by-request/{requestId}";
        section(
                "Audit",
                route(
                                "GET /v1/zones/{zoneId}/audit",
                                "listDecisions",
                                "Lists what decision points decided, newest first.")
                        .exported()
                        .reads(
                                Parameter.text("request_id", MAX_ID_LENGTH, "Of this request."),
                                Parameter.oneOf("decision", List.of("allow", "deny", "partial"), "With this outcome."),
                                Parameter.text("event_type", 512, "Of this type, or of several with commas between."),
                                Parameter.text("application_id", 128, "Of this application."),
                                Parameter.text("session_id", 128, "Of this agent session."),
                                Parameter.text("authority_record_id", 128, "Under this authority record."),
                                Parameter.text("label", 64, "With this agent label.")),
                route("GET " + request, "getDecisionsOfRequest", "Tells what was decided about a request.")
                        .lacks(QueryRejection.Reason.REQUEST_NOT_FOUND),
                route("GET " + request + "/explain", "explainRequest", "Tells why, with an input to simulate it.")
                        .lacks(QueryRejection.Reason.REQUEST_NOT_FOUND),
                route("GET /v1/zones/{zoneId}/admin-audit", "listAdminActions", "Lists who called the Admin API.")
                        .exported()
                        .reads(
                                Parameter.text("actor_id", 128, "By this token."),
                                Parameter.text("entity_type", 64, "About things of this kind."),
                                Parameter.text("entity_id", 128, "About this thing."),
                                Parameter.oneOf(
                                        "method", List.of("POST", "PUT", "PATCH", "DELETE"), "By this method.")),
                route("GET /v1/audit-retention", "getAuditRetention", "Tells how long decisions are kept."),
                route("PUT /v1/audit-retention", "changeAuditRetention", "Chooses how long decisions are kept.")
                        .refuses(Reason.RETENTION_ABOVE_LIMIT));
    }

    private void operations() {
        section(
                "Operations",
                route("GET /health", "getHealth", "Tells that the process lives.")
                        .open(),
                route("GET /ready", "getReadiness", "Tells whether it can serve, and what is degraded.")
                        .open()
                        .limited()
                        .alsoAnswers(HttpStatus.SERVICE_UNAVAILABLE),
                route("GET /metrics", "getMetrics", "Tells what is measured, as Prometheus reads it.")
                        .page(MediaType.TEXT_PLAIN_VALUE, Access.TOKEN_OR_METRICS_TOKEN),
                route("GET " + DescriptionAccess.DOCUMENT, "getDescription", "Describes the API: this document.")
                        .page(MediaType.APPLICATION_JSON_VALUE, Access.TOKEN_UNLESS_OPENED),
                route("GET " + DescriptionAccess.PAGES, "getPages", "Shows the description to people.")
                        .page(MediaType.TEXT_HTML_VALUE, Access.TOKEN_UNLESS_OPENED));
    }
}
