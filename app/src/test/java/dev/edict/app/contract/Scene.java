package dev.edict.app.contract;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The entities that the requests name; a name that begins with {@code new} is created each time. */
final class Scene {

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final String CONTRADICTION = Documents.GRANTS.replace("ledger:read", "ledger:write");

    private final Api api;
    private final Api.Governed governed;
    private final Map<String, Supplier<String>> things;

    Scene(Api api, JdbcClient database) {
        this.api = api;
        this.governed = api.governed(1);
        var zoneId = governed.zoneId();
        var policy = read("/v1/zones/%s/policies/%s".formatted(zoneId, governed.policyId()));
        var set = read("/v1/zones/%s/policy-sets/%s".formatted(zoneId, governed.policySetId()));
        var contradiction = api.policy(zoneId, CONTRADICTION).versionId();
        var systemZone = api.post("/v1/zones", Map.of("name", "n", "slug", "caracal-sys-1"))
                .expect(201)
                .text("id");
        var zoneWithApplication = api.zone();
        var retired = api.governed(1);
        api.delete("/v1/zones/" + retired.zoneId()).expect(204);
        var governing = governing();
        var archived = api.policy(zoneId, Documents.GRANTS);
        var versionOfArchived = api.seal(zoneId, governed.policySetId(), archived.versionId());
        api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, archived.policyId()))
                .expect(204);
        decided(database, zoneId);
        registered(database, zoneWithApplication);
        things = Map.ofEntries(
                Map.entry("zone", () -> zoneId),
                Map.entry("slug", () -> read("/v1/zones/" + zoneId).text("slug")),
                Map.entry("policy", governed::policyId),
                Map.entry("policyName", () -> policy.text("name")),
                Map.entry(
                        "policyVersion",
                        () -> policy.json().path("versions").get(0).path("id").asString()),
                Map.entry("contradiction", () -> contradiction),
                Map.entry("set", governed::policySetId),
                Map.entry("setName", () -> set.text("name")),
                Map.entry("version", () -> governed.versionIds().get(0)),
                Map.entry("request", () -> "req-77"),
                Map.entry("systemZone", () -> systemZone),
                Map.entry("zoneWithApplication", () -> zoneWithApplication),
                Map.entry("governedZone", governing::zoneId),
                Map.entry("governingPolicy", governing::policyId),
                Map.entry("archivedPolicyVersion", archived::versionId),
                Map.entry("versionOfAnArchivedPolicy", () -> versionOfArchived),
                Map.entry("archivedZone", retired::zoneId),
                Map.entry("setOfAnArchivedZone", retired::policySetId),
                Map.entry("versionOfAnArchivedZone", () -> retired.versionIds().get(0)),
                Map.entry("timelessCursor", Scene::timelessCursor),
                Map.entry("long", () -> "x".repeat(129)),
                Map.entry("grants", () -> JsonMapper.shared().writeValueAsString(Documents.GRANTS)),
                Map.entry("megabyte", () -> "x".repeat(1 << 20)),
                Map.entry("unique", () -> "n" + System.nanoTime()),
                Map.entry("newZone", api::zone),
                Map.entry(
                        "newPolicy", () -> api.policy(zoneId, Documents.GRANTS).policyId()),
                Map.entry("newSet", () -> api.policySet(zoneId)),
                Map.entry("newToken", this::newToken));
    }

    private Api.Answer read(String path) {
        return api.get(path).expect(200);
    }

    private Api.Governed governing() {
        var governing = api.governed(1);
        api.activate(
                        governing.zoneId(),
                        governing.policySetId(),
                        governing.versionIds().get(0))
                .expect(202);
        return governing;
    }

    /** Well formed, but of no time. */
    private static String timelessCursor() {
        var json = "{\"ts\":\"yesterday\",\"id\":\"p1\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String newToken() {
        return api.post("/v1/admin-tokens", Map.of("name", "n", "scope", "global"))
                .expect(201)
                .text("id");
    }

    private static void decided(JdbcClient database, String zoneId) {
        database.sql(
                        """
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            evaluation_status, metadata_json, occurred_at)
                        values ('e1', :zone, 'token_exchange', 'req-77', 'deny', 'complete', '{}', now())
                        """)
                .param("zone", zoneId)
                .update();
    }

    /** As a token service in the same database keeps applications. */
    private static void registered(JdbcClient database, String zoneId) {
        database.sql(
                        """
                        create table public.applications (zone_id text, registration_method text,
                            archived_at timestamptz, expires_at timestamptz)
                        """)
                .update();
        database.sql("insert into public.applications values (:zone, 'dcr', null, now() + interval '1 day')")
                .param("zone", zoneId)
                .update();
    }

    String zoneId() {
        return governed.zoneId();
    }

    /** Puts in what the names in braces stand for; other braces stay. */
    String fill(String text) {
        return NAME.matcher(text).replaceAll(name -> {
            var thing = things.get(name.group(1));
            return Matcher.quoteReplacement(thing == null ? name.group() : thing.get());
        });
    }
}
