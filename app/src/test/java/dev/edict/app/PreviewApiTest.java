package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known of an activation before it is made, and an activation that is held to it. */
@Tag("servers")
class PreviewApiTest {

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String zone = "/v1/zones/" + zoneId;
    private final String setId = api.policySet(zoneId);
    private final String reading =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
    private final String paying =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());

    @BeforeEach
    void tellers_may_read() {
        api.activate(zoneId, setId, reading).expect(202);
    }

    @Test
    void a_preview_says_what_changes_for_whom_and_names_the_way_back() {
        var preview = preview(paying).json();
        assertThat(preview.at("/delta/summary/text").asString()).isEqualTo("+1 \u22120");
        assertThat(preview.at("/delta/groups/0/changes/0/scope").asString()).isEqualTo("ledger:pay");
        assertThat(preview.at("/base/version_id").asString()).isEqualTo(reading);
        assertThat(preview.at("/way_back/version_id").asString()).isEqualTo(reading);
        assertThat(preview.at("/way_back/delta/text").asString()).isEqualTo("+0 \u22121");
        assertThat(preview.at("/verdict").asString()).isEqualTo("ready_with_warnings");
        assertThat(preview.at("/reasons").valueStream().map(reason -> reason.get("code")
                        .asString()))
                .contains("readiness_decision_points");
    }

    @Test
    void the_digest_is_the_same_before_and_after_sealing_and_as_long_as_nothing_changes() {
        var digest = preview(paying).text("digest");
        assertThat(documents(Documents.PAYING).text("digest")).isEqualTo(digest);
        assertThat(preview(paying).text("digest")).isEqualTo(digest);
        assertThat(documents(Documents.GRANTS).text("digest")).isNotEqualTo(digest);
    }

    @Test
    void the_basis_tells_which_part_of_the_zone_changed() {
        var before = basis();
        suite("ledger:read", "allow");
        assertThat(changedSince(before)).containsExactly("suites_version");
        canary("tellers-read", "ledger:read", "allow");
        assertThat(changedSince(before)).containsExactly("suites_version", "canaries_version");
        settings(Map.of("strict", true));
        put("/catalogue", Map.of("applications", List.of(), "resources", List.of()));
        api.activate(zoneId, setId, reading);
        assertThat(changedSince(before))
                .containsExactly(
                        "activation_seq", "settings_seq", "catalogue_version", "suites_version", "canaries_version");
        assertThat(before.get("contract").asString()).hasSize(64);
        var grants = documents(Documents.GRANTS).json().at("/basis/contents");
        assertThat(before.get("contents").asString())
                .isEqualTo(
                        documents(Documents.PAYING).json().at("/basis/contents").asString())
                .isNotEqualTo(grants.asString());
    }

    @Test
    void documents_that_are_not_sealed_are_previewed_and_nothing_is_stored() {
        var before = api.get(zone + "/policies").body();
        var preview = documents(Documents.PAYING).json();
        assertThat(preview.at("/delta/summary/added").asInt()).isOne();
        assertThat(preview.at("/version_id").isNull()).isTrue();
        assertThat(api.get(zone + "/policies").body()).isEqualTo(before);
    }

    @Test
    void documents_with_errors_are_blocked_with_place_and_remedy() {
        var preview =
                documents(Documents.GRANTS.replace("[\"ledger:read\"]", "7")).json();
        assertThat(preview.at("/verdict").asString()).isEqualTo("blocked");
        assertThat(preview.at("/reasons/0/code").asString()).isEqualTo("invalid_bundle");
        assertThat(preview.at("/findings/0/line").asInt()).isPositive();
    }

    @Test
    void names_that_the_catalogue_lacks_are_findings_and_block_only_what_a_strict_zone_has_not_sealed() {
        put(
                "/catalogue",
                Map.of(
                        "applications",
                        List.of(Map.of("id", "app-1")),
                        "resources",
                        List.of(Map.of("identifier", "resource://ledger", "scopes", List.of("ledger:read")))));
        var finding = preview(paying).json().at("/findings/0");
        assertThat(finding.get("code").asString()).isEqualTo("unknown_scope");
        assertThat(finding.get("message").asString()).contains("ledger:pay");
        settings(Map.of("strict", true));
        assertThat(preview(paying).text("verdict")).isEqualTo("ready_with_warnings");
        assertThat(documents(Documents.PAYING).json().at("/reasons/0/code").asString())
                .isEqualTo("strict_zone");
    }

    @Test
    void canaries_come_out_as_they_will_and_block_where_the_zone_requires_them() {
        canary("tellers-do-not-pay", "ledger:pay", "deny");
        assertThat(preview(paying).json().at("/canaries/failing/0/name").asString())
                .isEqualTo("tellers-do-not-pay");
        settings(Map.of("strict", false, "canaries", "required"));
        var required = preview(paying).json();
        assertThat(required.at("/verdict").asString()).isEqualTo("blocked");
        assertThat(required.at("/reasons/0/code").asString()).isEqualTo("canaries_failing");
        api.activate(zoneId, setId, paying).refused(409, "canaries_would_fail");
    }

    @Test
    void evidence_that_is_required_blocks_until_the_version_was_simulated() {
        suite("ledger:read", "allow");
        settings(Map.of("strict", false, "evidence", "required"));
        assertThat(preview(paying).json().at("/evidence/missing/0").asString()).isEqualTo("not_simulated");
        assertThat(preview(paying).text("verdict")).isEqualTo("blocked");
        assertThat(documents(Documents.PAYING).text("verdict")).isEqualTo("ready_with_warnings");
        api.activate(zoneId, setId, paying).refused(409, "evidence_missing");
        simulate();
        assertThat(preview(paying).json().at("/evidence/missing")).isEmpty();
        assertThat(preview(paying).text("verdict")).isEqualTo("ready_with_warnings");
        assertThat(preview(paying).json().at("/suites/0/passed").asInt()).isOne();
        activate(paying, preview(paying).text("digest")).expect(202);
    }

    @Test
    void every_change_of_what_the_preview_was_made_of_outdates_it() {
        outdated(() -> suite("ledger:read", "allow"));
        outdated(() -> canary("tellers-read", "ledger:read", "allow"));
        outdated(() -> settings(Map.of("strict", true)));
        outdated(() -> put("/catalogue", Map.of("applications", List.of(), "resources", List.of())));
        outdated(() -> api.activate(zoneId, setId, reading));
        outdated(() -> api.deactivate(zoneId, "incident"));
        outdated(() -> api.rollBack(zoneId, "all clear"));
        activate(reading, preview(paying).text("digest")).refused(412, "preview_outdated");
        activate(paying, preview(paying).text("digest")).expect(202);
    }

    @Test
    void of_two_people_with_the_same_digest_one_deploys() throws InterruptedException {
        var digest = preview(paying).text("digest");
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> deploying = () -> activate(paying, digest).status();
            var statuses = pool.invokeAll(List.of(deploying, deploying)).stream()
                    .map(PreviewApiTest::result)
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(202, 412);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void the_log_says_by_which_preview_somebody_activated() {
        var digest = preview(paying).text("digest");
        activate(paying, digest).expect(202);
        var event = Edict.shared()
                .sql()
                .sql("select payload from events.domain_event where payload like '%' || :digest || '%'")
                .param("digest", digest)
                .query(String.class)
                .single();
        assertThat(event).contains("\"previewDigest\":\"" + digest + "\"");
    }

    @Test
    void a_rollback_needs_no_preview_and_no_evidence() {
        api.activate(zoneId, setId, paying).expect(202);
        suite("ledger:read", "deny");
        settings(Map.of("strict", true, "evidence", "required"));
        api.rollBack(zoneId, "bad deploy").expect(202);
    }

    @Test
    void bad_documents_are_rejected_by_name() {
        var document = Map.of("name", "a", "content", Documents.GRANTS);
        Stream.of(
                        Map.of(),
                        Map.of("documents", List.of()),
                        Map.of("documents", List.of(document, document)),
                        Map.of("documents", List.of(Map.of("name", "a"))),
                        Map.of("documents", List.of(Map.of("name", "a", "content", "x".repeat(262_145)))),
                        Map.of("documents", List.of(document), "surprise", 1))
                .forEach(body -> api.post(zone + "/preview", body).refused(400, "invalid_body"));
        activate(paying, "none").refused(400, "invalid_body");
    }

    private JsonNode basis() {
        return preview(paying).json().get("basis");
    }

    private List<String> changedSince(JsonNode before) {
        var now = basis();
        return before.propertyNames().stream()
                .filter(name -> !now.get(name).equals(before.get(name)))
                .toList();
    }

    private static int result(Future<Integer> status) {
        try {
            return status.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void outdated(Runnable change) {
        var digest = preview(paying).text("digest");
        change.run();
        activate(paying, digest).refused(412, "preview_outdated");
    }

    private Api.Answer preview(String versionId) {
        return api.get("%s/policy-sets/%s/versions/%s/preview".formatted(zone, setId, versionId))
                .expect(200);
    }

    private Api.Answer documents(String content) {
        return api.post(zone + "/preview", Map.of("documents", List.of(Map.of("name", "p", "content", content))))
                .expect(200);
    }

    private Api.Answer activate(String versionId, String digest) {
        return api.post(
                "%s/policy-sets/%s/activate".formatted(zone, setId),
                Map.of("version_id", versionId, "preview_digest", digest));
    }

    private void canary(String name, String scope, String expect) {
        put("/canaries/" + name, Map.of("input", Documents.mint(zoneId, "teller", scope), "expect", expect));
    }

    private void suite(String scope, String expect) {
        var input = Documents.mint(zoneId, "teller", scope);
        put("/suites/smoke", Map.of("cases", List.of(Map.of("name", "c", "input", input, "expect", expect))));
    }

    private void settings(Map<String, Object> settings) {
        put("/settings", settings);
    }

    private void simulate() {
        api.post(
                        "%s/policy-sets/%s/simulate".formatted(zone, setId),
                        Map.of("version_id", paying, "suites", List.of("*")))
                .expect(200);
    }

    private void put(String path, Map<String, Object> body) {
        var answer = api.send(
                "PUT",
                zone + path,
                JsonMapper.shared().writeValueAsString(body),
                Map.of("content-type", "application/json"));
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
    }
}
