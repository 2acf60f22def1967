package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Suites, canaries, catalogue and settings that are previewed as if they were in force. */
@Tag("servers")
class ProposedPartsApiTest {

    private static final Map<String, Object> NO_CATALOGUE = Map.of("applications", List.of(), "resources", List.of());

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String zone = "/v1/zones/" + zoneId;

    @Test
    void a_canary_that_would_fail_blocks_under_a_setting_that_would_require_it() {
        var failing = Map.of("tellers-do-not-pay", expecting("deny"));
        assertThat(reasons(preview(Map.of("canaries", failing)))).containsEntry("canaries_failing", "warning");
        var blocked = preview(Map.of("canaries", failing, "settings", Map.of("canaries", "required")));
        assertThat(blocked.at("/verdict").asString()).isEqualTo("blocked");
        assertThat(reasons(blocked)).containsEntry("canaries_failing", "blocking");
        assertThat(blocked.at("/canaries/setting").asString()).isEqualTo("required");
        assertThat(blocked.at("/canaries/failing/0/name").asString()).isEqualTo("tellers-do-not-pay");
        assertThat(blocked.at("/canaries/canaries_version").asLong()).isZero();
    }

    @Test
    void a_suite_that_would_fail_blocks_under_a_setting_that_would_require_evidence() {
        var settings = Map.of("evidence", "required");
        var failing = preview(Map.of("suites", Map.of("tellers", suite("deny")), "settings", settings));
        assertThat(failing.at("/verdict").asString()).isEqualTo("blocked");
        assertThat(reasons(failing)).containsEntry("suites_failing", "blocking");
        assertThat(failing.at("/suites/0/failing/0/name").asString()).isEqualTo("pays");
        var passing = preview(Map.of("suites", Map.of("tellers", suite("allow")), "settings", settings));
        assertThat(passing.at("/verdict").asString()).isEqualTo("ready_with_warnings");
        assertThat(reasons(passing))
                .as("a simulation after the change supplies it")
                .containsEntry("not_simulated", "warning");
    }

    @Test
    void a_name_that_a_proposed_catalogue_lacks_blocks_a_zone_that_would_be_strict() {
        var blocked = preview(Map.of("catalogue", NO_CATALOGUE, "settings", Map.of("strict", true)));
        assertThat(reasons(blocked)).containsEntry("strict_zone", "blocking");
        assertThat(blocked.at("/findings").valueStream().map(finding -> finding.get("code")
                        .asString()))
                .contains("unknown_application");
        assertThat(reasons(preview(Map.of("catalogue", NO_CATALOGUE)))).containsEntry("findings", "warning");
    }

    @Test
    void proposed_parts_replace_those_in_force_and_the_others_stay() {
        put("/suites/tellers", suite("deny"));
        put("/canaries/pay", expecting("deny"));
        put("/settings", Map.of("strict", false, "canaries", "required", "evidence", "required"));
        var inForce = preview(Map.of());
        assertThat(reasons(inForce)).containsKeys("canaries_failing", "suites_failing");
        var cleared = preview(Map.of("canaries", Map.of(), "suites", Map.of()));
        assertThat(reasons(cleared)).containsEntry("no_suites", "blocking").doesNotContainKey("canaries_failing");
        assertThat(cleared.get("suites")).isEmpty();
        var laxer = preview(Map.of("settings", Map.of("canaries", "warn")));
        assertThat(reasons(laxer))
                .containsEntry("canaries_failing", "warning")
                .containsEntry("suites_failing", "blocking");
    }

    @Test
    void nothing_is_stored_and_the_digest_is_that_of_what_is_in_force() {
        var before = preview(Map.of());
        var events = events();
        var proposed = preview(Map.of(
                "suites", Map.of("tellers", suite("deny")),
                "canaries", Map.of("pay", expecting("deny")),
                "catalogue", NO_CATALOGUE,
                "settings", Map.of("strict", true, "canaries", "required", "evidence", "required")));
        assertThat(proposed.get("digest")).isEqualTo(before.get("digest"));
        assertThat(proposed.get("basis")).isEqualTo(before.get("basis"));
        assertThat(preview(Map.of())).isEqualTo(before);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void bad_parts_are_refused_as_by_their_own_routes_and_the_place_begins_with_the_part() {
        refused(400, "invalid_suite", "suites tellers cases", "suites", Map.of("tellers", Map.of()));
        refused(400, "invalid_suite", "suites tellers cases 0 expect", "suites", Map.of("tellers", suite("perhaps")));
        refused(400, "invalid_suite", "suites a/b", "suites", Map.of("a/b", suite("deny")));
        refused(400, "invalid_suite", "suites tellers cases 0 input", "suites", elsewhere());
        refused(400, "invalid_canary", "canaries pay expect", "canaries", Map.of("pay", expecting("perhaps")));
        refused(
                409,
                "canary_contradiction",
                "canaries b expect",
                "canaries",
                Map.of("a", expecting("allow"), "b", expecting("deny")));
        refused(400, "invalid_catalogue", "catalogue resources", "catalogue", Map.of("applications", List.of()));
        refused(400, "invalid_body", "settings canaries", "settings", Map.of("canaries", "perhaps"));
        refused(400, "invalid_body", "settings unknown", "settings", Map.of("stricter", true));
        refused(400, "invalid_body", "suites tellers cases", "suites", Map.of("tellers", Map.of("cases", 7)));
        ask(zone + "/preview", Map.of("suites", many(51, suite("deny")))).refused(409, "too_many_suites");
        ask(zone + "/preview", Map.of("canaries", many(201, expecting("deny")))).refused(409, "too_many_canaries");
    }

    @Test
    void a_zone_that_does_not_exist_yet_has_what_is_proposed_and_nothing_else() {
        var input = Documents.mint("new", "teller", "ledger:pay");
        var cases = Map.of("cases", List.of(Map.of("name", "pays", "input", input, "expect", "deny")));
        var zones = api.get("/v1/zones?limit=1").body();
        var preview = ask(
                        "/v1/preview",
                        Map.of("suites", Map.of("tellers", cases), "settings", Map.of("evidence", "required")))
                .expect(200)
                .json();
        assertThat(preview.at("/zone_id").asString()).isEqualTo("new");
        assertThat(preview.at("/verdict").asString()).isEqualTo("blocked");
        assertThat(reasons(preview)).containsEntry("suites_failing", "blocking");
        assertThat(preview.at("/base/version_id").isNull()).isTrue();
        assertThat(preview.at("/basis/activation_seq").asLong()).isZero();
        assertThat(preview.at("/delta/summary/added").asInt()).isPositive();
        assertThat(preview.at("/way_back").isNull()).isTrue();
        assertThat(reasons(ask("/v1/preview", Map.of()).expect(200).json())).doesNotContainValue("blocking");
        assertThat(ask("/v1/preview", Map.of("suites", Map.of("tellers", suite("deny"))))
                        .refused(400, "invalid_suite")
                        .body())
                .contains("expected this zone, \\\"new\\\"");
        assertThat(api.get("/v1/zones?limit=1").body()).isEqualTo(zones);
    }

    @Test
    void a_preview_is_no_change_that_the_admin_audit_records() {
        var before = recorded();
        ask("/v1/preview", Map.of()).expect(200);
        ask(zone + "/preview", Map.of("settings", Map.of("strict", true))).expect(200);
        assertThat(recorded()).isEqualTo(before);
    }

    private static long recorded() {
        return Edict.shared()
                .sql()
                .sql("select count(*) from command.admin_audit")
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> many(int count, Object part) {
        var parts = new HashMap<String, Object>();
        IntStream.range(0, count).forEach(n -> parts.put("n" + n, part));
        return parts;
    }

    private void refused(int status, String code, String place, String part, Object proposed) {
        var answer = ask(zone + "/preview", Map.of(part, proposed)).refused(status, code);
        var path = answer.json().at("/details/issues/0/path").valueStream().map(JsonNode::asString);
        assertThat(String.join(" ", path.toList())).startsWith(place);
    }

    /** A suite with an input of another zone. */
    private static Map<String, Object> elsewhere() {
        var input = Documents.mint("elsewhere", "teller", "ledger:pay");
        return Map.of("tellers", Map.of("cases", List.of(Map.of("name", "a", "input", input, "expect", "deny"))));
    }

    private Map<String, Object> expecting(String effect) {
        return Map.of("input", Documents.mint(zoneId, "teller", "ledger:pay"), "expect", effect);
    }

    private Map<String, Object> suite(String effect) {
        var one = new HashMap<>(expecting(effect));
        one.put("name", "pays");
        return Map.of("cases", List.of(one));
    }

    private static Map<String, String> reasons(JsonNode preview) {
        var reasons = new HashMap<String, String>();
        preview.get("reasons")
                .forEach(reason -> reasons.put(
                        reason.get("code").asString(), reason.get("severity").asString()));
        return reasons;
    }

    private JsonNode preview(Map<String, Object> proposed) {
        return ask(zone + "/preview", proposed).expect(200).json();
    }

    private Api.Answer ask(String path, Map<String, Object> proposed) {
        var body = new HashMap<>(proposed);
        body.put("documents", List.of(Map.of("name", "grants", "content", Documents.PAYING)));
        return api.post(path, body);
    }

    private long events() {
        return Edict.shared()
                .sql()
                .sql("select count(*) from events.domain_event where payload like '%' || :zone || '%'")
                .param("zone", zoneId)
                .query(Long.class)
                .single();
    }

    private void put(String path, Object body) {
        assertThat(api.put(zone + path, body).status()).isBetween(200, 201);
    }
}
