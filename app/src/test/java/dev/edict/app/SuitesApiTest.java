package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The named lists of cases of a zone, in versions. */
@Tag("servers")
class SuitesApiTest {

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String path = "/v1/zones/%s/suites".formatted(zoneId);

    @Test
    void a_suite_is_defined_then_replaced_and_every_version_is_read_again() {
        var created = put("reads", suite(reads())).expect(201);
        assertThat(tag(created)).isEqualTo("\"s1\"");
        assertThat(created.json().propertyNames())
                .containsExactly("name", "version", "case_count", "sha256", "defined_at", "defined_by");
        var body = new HashMap<String, Object>(suite(reads(), pays()));
        body.put("description", "What tellers do");
        var replaced = put("reads", body).expect(200);
        assertThat(tag(replaced)).isEqualTo("\"s2\"");
        var read = api.get(path + "/reads").expect(200).json();
        assertThat(read.get("version").asLong()).isEqualTo(2);
        assertThat(read.get("description").asString()).isEqualTo("What tellers do");
        assertThat(read.get("sha256")).isEqualTo(replaced.json().get("sha256"));
        assertThat(read.get("cases").valueStream())
                .extracting(one -> one.get("name").asString())
                .containsExactly("teller reads", "teller pays");
        assertThat(read.at("/cases/1/expect_diagnostics/0/reason").asString()).isEqualTo("role_scope_mismatch");
        var first = api.get(path + "/reads?version=1").expect(200).json();
        assertThat(first.get("in_force").asBoolean()).isFalse();
        assertThat(first.get("cases")).hasSize(1);
    }

    @Test
    void the_same_definition_again_changes_nothing_whatever_the_order_of_members() {
        var first = put("reads", suite(reads())).expect(201);
        var again = put("reads", suite(reads())).expect(200);
        assertThat(tag(again)).isEqualTo("\"s1\"");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(put("reads", suite(pays())).expect(200).json().get("version").asLong())
                .isEqualTo(2);
    }

    @Test
    void the_list_has_the_suites_by_name_without_cases_and_their_version() {
        put("b", suite(reads())).expect(201);
        put("a", suite(reads(), pays())).expect(201);
        put("c", suite(reads())).expect(201);
        api.delete(path + "/c").expect(204);
        var list = api.get(path).expect(200);
        assertThat(list.json().get("suites_version").asLong()).isEqualTo(4);
        assertThat(list.json().get("items").valueStream())
                .extracting(item -> item.get("name").asString()
                        + " "
                        + item.get("case_count").asInt()
                        + " "
                        + item.has("cases"))
                .containsExactly("a 2 false", "b 1 false");
        assertThat(tag(list)).isEqualTo("\"s4\"");
        api.send("GET", path, null, Map.of("if-none-match", "\"s4\"")).expect(304);
        assertThat(api.get(path + "/c?version=1")
                        .expect(200)
                        .json()
                        .get("in_force")
                        .asBoolean())
                .isFalse();
        assertThat(put("c", suite(reads())).expect(201).json().get("version").asLong())
                .isEqualTo(2);
    }

    @Test
    void a_change_that_names_the_state_it_saw_overwrites_no_other() {
        put("reads", suite(reads()), "\"s0\"").expect(201);
        var stale = put("reads", suite(pays()), "\"s0\"").refused(412, "precondition_failed");
        assertThat(stale.text("current_etag")).isEqualTo("\"s1\"");
        api.send("DELETE", path + "/reads", null, Map.of("if-match", "\"s7\"")).refused(412, "precondition_failed");
        api.send("DELETE", path + "/reads", null, Map.of("if-match", "\"s1\"")).expect(204);
        assertThat(tag(api.get(path))).isEqualTo("\"s2\"");
    }

    @Test
    void a_suite_that_contradicts_itself_is_refused_with_both_names_and_the_place() {
        var other = new HashMap<>(reads());
        other.put("name", "teller does not read");
        other.put("expect", "deny");
        var refused = put("reads", suite(pays(), reads(), other)).refused(400, "invalid_suite");
        assertThat(refused.text("error_description"))
                .contains("teller reads", "teller does not read", "no decision fulfils both");
        assertThat(place(refused)).containsExactly("cases", "2", "expect");
        assertThat(place(put("reads", suite(reads(), reads())).refused(400, "invalid_suite")))
                .containsExactly("cases", "1", "name");
    }

    @Test
    void a_case_that_no_decision_can_fulfil_or_be_made_of_is_refused_with_the_place() {
        var impossible = new HashMap<>(reads());
        impossible.put("expect_reason", "role_scope_mismatch");
        assertThat(place(put("reads", suite(pays(), impossible)).refused(400, "invalid_suite")))
                .containsExactly("cases", "1", "expect_reason");
        var elsewhere = new HashMap<>(reads());
        elsewhere.put("input", Documents.mint("another-zone", "teller", "ledger:read"));
        assertThat(place(put("reads", suite(elsewhere)).refused(400, "invalid_suite")))
                .containsExactly("cases", "0", "input", "principal", "zone_id");
        var secret = new HashMap<>(Documents.mint(zoneId, "teller", "ledger:read"));
        secret.put("context", Map.of("actor_claims", Map.of("client_secret", "s3cr3t")));
        var leaking = new HashMap<>(reads());
        leaking.put("input", secret);
        assertThat(put("reads", suite(leaking)).refused(400, "invalid_suite").body())
                .contains("client_secret")
                .doesNotContain("s3cr3t");
        assertThat(tag(api.get(path))).isEqualTo("\"s0\"");
    }

    @Test
    void a_body_is_given_completely_and_by_names_that_are_known() {
        for (var body : List.of("{}", "{\"cases\":[]}", "{\"cases\":[null]}", "{\"cases\":{}}")) {
            send("reads", body).refused(400, "invalid_suite");
        }
        var unknown = new HashMap<>(reads());
        unknown.put("expect_reson", "x");
        assertThat(place(put("reads", suite(pays(), unknown)).refused(400, "invalid_suite")))
                .contains("cases", "1")
                .endsWith("expect_reson");
        var extended = new HashMap<String, Object>(suite(reads()));
        extended.put("owner", "x");
        assertThat(place(put("reads", extended).refused(400, "invalid_suite"))).endsWith("owner");
        var many = new HashMap<>(reads());
        many.put(
                "expect_diagnostics",
                IntStream.range(0, 11).mapToObj(n -> Map.of("n", n)).toList());
        put("reads", suite(many)).refused(400, "invalid_suite");
        extended.remove("owner");
        extended.put("description", "d".repeat(1001));
        put("reads", extended).refused(400, "invalid_suite");
        put("n".repeat(129), suite(reads())).refused(400, "invalid_params");
    }

    @Test
    void a_suite_has_at_most_1000_cases() {
        var refused = put("long", Map.of("cases", cases(1001))).refused(400, "invalid_suite");
        assertThat(place(refused)).containsExactly("cases");
        put("long", Map.of("cases", cases(1000))).expect(201);
    }

    @Test
    void a_body_may_be_longer_than_1_mib_at_this_route() {
        var padding = "p".repeat(15_000);
        var cases = IntStream.range(0, 200)
                .mapToObj(n -> {
                    var input = new HashMap<>(Documents.mint(zoneId, "teller", "ledger:read"));
                    input.put("context", Map.of("requested_scopes", List.of("s" + n), "trace_id", padding));
                    return Map.<String, Object>of("name", "case " + n, "input", input, "expect", "deny");
                })
                .toList();
        var body = JsonMapper.shared().writeValueAsString(Map.of("cases", cases));
        assertThat(body.length()).isBetween(2 << 20, 8 << 20);
        send("large", body).expect(201);
    }

    @Test
    void a_change_leaves_an_audit_record_and_a_line_in_the_timeline() {
        put("reads", suite(reads())).expect(201);
        api.delete(path + "/reads").expect(204);
        var calls = api.get("/v1/zones/%s/admin-audit".formatted(zoneId)).json().get("items");
        assertThat(calls.valueStream())
                .extracting(call -> "%s %s %s %s"
                        .formatted(
                                call.get("method").asString(),
                                call.get("entity_type").asString(),
                                call.get("entity_id").asString(),
                                call.get("status_code").asInt()))
                .contains("PUT suites reads 201", "DELETE suites reads 204");
        await("the timeline to be written after the commit").untilAsserted(() -> assertThat(api.timeline(zoneId))
                .extracting(row -> row.get("summary").asString())
                .contains(
                        "Suite “reads” defined with 1 case as its version 1: the zone has 1 suite with 1 case",
                        "Suite “reads” removed: the zone has 0 suites with 0 cases"));
    }

    @Test
    void recorded_decisions_become_a_suite_and_those_that_cannot_are_named() {
        var governed = api.governed(1);
        var version = governed.versionIds().get(0);
        var own = "/v1/zones/%s".formatted(governed.zoneId());
        var read = event(governed.zoneId(), version, "allow", null, "ledger:read");
        var paid = event(governed.zoneId(), version, "deny", "role_scope_mismatch", "ledger:pay");
        var other = event(governed.zoneId(), version, "deny", "resource_not_granted", "ledger:pay");
        var exchanged = Api.uniqueName("exchanged");
        StoredDecisions.exchanged(Edict.shared(), governed.zoneId(), exchanged, version);
        var made = api.post(
                        own + "/decisions/cases",
                        Map.of("event_ids", List.of(read, exchanged, paid, "unknown", other, read)))
                .expect(200)
                .json();
        assertThat(made.at("/suite/cases").valueStream())
                .extracting(one -> one.get("name").asString())
                .containsExactly("decision " + read, "decision " + paid);
        assertThat(made.get("not_made").valueStream())
                .extracting(one ->
                        one.get("event_id").asString() + " " + one.get("reason").asString())
                .containsExactly(exchanged + " incomplete_input", "unknown decision_not_found", other + " contradicts");
        assertThat(made.at("/not_made/0/missing/0").asString()).isEqualTo("delegation_edge.scopes");
        assertThat(made.at("/not_made/2/contradicts").asString()).isEqualTo("decision " + paid);
        api.send("PUT", own + "/suites/recorded", made.get("suite").toString(), json())
                .expect(201);
    }

    @Test
    void at_most_100_decisions_become_cases_at_a_time() {
        var ids = IntStream.range(0, 101).mapToObj(n -> "e" + n).toList();
        var cases = "/v1/zones/%s/decisions/cases".formatted(zoneId);
        api.post(cases, Map.of("event_ids", ids)).refused(400, "invalid_body");
        assertThat(api.post(cases, Map.of("event_ids", ids.subList(0, 100)))
                        .expect(200)
                        .json()
                        .get("not_made"))
                .hasSize(100);
    }

    @Test
    void an_unknown_suite_and_an_archived_zone_are_not_found() {
        api.get(path + "/reads").refused(404, "suite_not_found");
        api.delete(path + "/reads").refused(404, "suite_not_found");
        put("reads", suite(reads())).expect(201);
        api.get(path + "/reads?version=2").refused(404, "suite_not_found");
        api.delete("/v1/zones/" + zoneId).expect(204);
        put("reads", suite(reads())).refused(404, "zone_not_found");
        api.delete(path + "/reads").refused(404, "zone_not_found");
        api.get(path).refused(404, "zone_not_found");
        api.get(path + "/reads").refused(404, "zone_not_found");
    }

    private static String event(String zone, String version, String decision, @Nullable String reason, String scope) {
        var id = Api.uniqueName("event");
        var input = Documents.mint(zone, "teller", scope);
        StoredDecisions.recorded(Edict.shared(), zone, id, version, decision, reason, input);
        return id;
    }

    private Map<String, Object> reads() {
        return Map.of(
                "name", "teller reads",
                "input", Documents.mint(zoneId, "teller", "ledger:read"),
                "expect", "allow");
    }

    private Map<String, Object> pays() {
        return Map.of(
                "name", "teller pays",
                "input", Documents.mint(zoneId, "teller", "ledger:pay"),
                "expect", "deny",
                "expect_reason", "role_scope_mismatch",
                "expect_diagnostics", List.of(Map.of("reason", "role_scope_mismatch")));
    }

    private List<Map<String, Object>> cases(int count) {
        var cases = new ArrayList<Map<String, Object>>();
        for (int n = 0; n < count; n++) {
            var one = new HashMap<>(reads());
            one.put("name", "case " + n);
            cases.add(one);
        }
        return cases;
    }

    private static Map<String, Object> suite(Object... cases) {
        return Map.of("cases", List.of(cases));
    }

    private static List<String> place(Api.Answer refused) {
        return refused.json()
                .at("/details/issues/0/path")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private Api.Answer put(String name, Map<String, Object> body) {
        return send(name, JsonMapper.shared().writeValueAsString(body));
    }

    private Api.Answer put(String name, Map<String, Object> body, String ifMatch) {
        var headers = new HashMap<>(json());
        headers.put("if-match", ifMatch);
        return api.send("PUT", path + "/" + name, JsonMapper.shared().writeValueAsString(body), headers);
    }

    private Api.Answer send(String name, String body) {
        return api.send("PUT", path + "/" + name, body, json());
    }

    private static Map<String, String> json() {
        return Map.of("content-type", "application/json");
    }

    private static String tag(Api.Answer answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }
}
