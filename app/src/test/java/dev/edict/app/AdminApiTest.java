package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Statuses, bodies and error codes of the contract, for the routes there are. */
class AdminApiTest {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private final Api api = Edict.shared().api();

    @Nested
    class Every_call {

        @ParameterizedTest
        @ValueSource(strings = {"/v1/zones", "/v1/zones/z1/active", "/v1/nowhere", "/nowhere", "/metrics"})
        void needs_the_token(String path) {
            api.withToken(null).get(path).refused(401, "invalid_admin_token");
            api.withToken("another-token-of-some-length").get(path).refused(401, "invalid_admin_token");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "null", "#{null}", "${METRICS_BEARER:}"})
        void is_refused_a_token_that_nobody_set(String token) {
            api.withToken(token).get("/metrics").refused(401, "invalid_admin_token");
        }

        @Test
        void gets_the_fixed_headers_and_a_request_id() {
            var headers = api.get("/v1/zones").headers();
            assertThat(headers.firstValue("x-request-id"))
                    .hasValueSatisfying(id -> assertThat(id).hasSize(36));
            assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("cache-control")).hasValue("no-store");
        }

        @Test
        void keeps_the_request_id_it_came_with_up_to_a_bound() {
            assertThat(requestId("req-77")).isEqualTo("req-77");
            assertThat(requestId("x".repeat(129))).hasSize(36);
            assertThat(requestId("two words")).hasSize(36);
        }

        private String requestId(String offered) {
            return api.send("GET", "/v1/zones", null, Map.of("x-request-id", offered))
                    .headers()
                    .firstValue("x-request-id")
                    .orElseThrow();
        }

        @ParameterizedTest
        @CsvSource({"GET, /v1/nowhere", "PUT, /v1/zones", "GET, /v1/zones/"})
        void of_an_unknown_route_is_answered_as_the_contracts_router_does(String method, String path) {
            var answer = api.send(method, path, null, Map.of()).expect(404);
            assertThat(answer.json().get("statusCode").asInt()).isEqualTo(404);
            assertThat(answer.text("error")).isEqualTo("Not Found");
            assertThat(answer.text("message")).isEqualTo("Route %s:%s not found".formatted(method, path));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/v1/zones/a%20b", "/v1/zones/a%2Fb/active", "/v1/zones/ü/policies"})
        void with_an_id_outside_the_grammar_is_refused_before_anything_is_looked_up(String path) {
            assertThat(api.get(path.replace("ü", "%C3%BC")).status()).isEqualTo(400);
        }

        @Test
        void with_an_id_of_129_characters_is_refused() {
            api.get("/v1/zones/" + "x".repeat(129)).refused(400, "invalid_params");
            api.get("/v1/zones/" + "x".repeat(128)).refused(404, "zone_not_found");
        }
    }

    @Nested
    class A_body {

        private final String zoneId = api.zone();
        private final String policies = "/v1/zones/%s/policies".formatted(zoneId);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"content\":\"x\"}",
                    "{\"name\":\"\",\"content\":\"x\"}",
                    "{\"name\":null,\"content\":\"x\"}",
                    "{\"name\":7,\"content\":\"x\"}",
                    "{\"name\":[\"n\"],\"content\":\"x\"}",
                    "{\"name\":\"n\",\"content\":\"\"}",
                    "{\"name\":\"n\",\"content\":true}",
                    "{\"name\":\"n\",\"content\":\"x\",\"description\":null}",
                    "{\"name\":\"n\\u0000\",\"content\":\"x\"}",
                    "{\"name\":\"\\ud800\",\"content\":\"x\"}",
                    "{\"name\":\"n\",\"name\":\"m\",\"content\":\"x\"}",
                    "{\"name\":\"n\",\"content\":\"x\"} trailing",
                    "{\"name\":\"n\",",
                    "[]",
                    "null",
                    "7",
                    "nonsense",
                    ""
                })
        void that_is_not_what_the_contract_says_is_refused(String body) {
            var answer = api.postRaw(policies, body, "application/json").refused(400, "invalid_body");
            assertThat(answer.text("requestId")).hasSize(36);
        }

        @Test
        void that_fails_says_where_and_what_was_expected() {
            var path = "/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, api.policySet(zoneId));
            var issues = api.post(path, Map.of("manifest", List.of(Map.of("policy_version_id", ""))))
                    .refused(400, "invalid_body")
                    .json()
                    .get("details")
                    .get("issues");
            assertThat(issues.toString())
                    .isEqualTo("[{\"path\":[\"manifest\",\"0\",\"policy_version_id\"],"
                            + "\"message\":\"size must be between 1 and 512\"}]");
        }

        @Test
        void is_bounded() {
            api.post(policies, Map.of("name", "n".repeat(257), "content", "x")).refused(400, "invalid_body");
            api.post(policies, Map.of("name", "n", "content", "x".repeat(1_100_000)))
                    .refused(413, "payload_too_large");
            api.postRaw(policies, "[".repeat(100_000), "application/json").refused(400, "invalid_body");
            api.post(policies, Map.of("name", "n", "content", Documents.GRANTS + "#".repeat(262_144)))
                    .refused(422, "invalid_rego");
        }

        @Test
        void is_json() {
            api.postRaw(policies, "name=n", "application/x-www-form-urlencoded").refused(415, "unsupported_media_type");
        }

        @Test
        void may_hold_unknown_keys_but_for_a_zone() {
            api.post(policies, Map.of("name", "n", "content", Documents.GRANTS, "surprise", 1))
                    .expect(201);
            api.post("/v1/zones", Map.of("name", "n", "surprise", 1)).refused(400, "invalid_zone");
        }
    }

    @Nested
    class A_zone {

        @Test
        void is_registered_listed_and_read() {
            var created = api.post("/v1/zones", Map.of("name", "  Payments " + Api.uniqueName("x") + " "))
                    .expect(201);
            var zone = created.json();
            assertThat(zone.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "name",
                            "slug",
                            "dcr_enabled",
                            "operator_coauthor_badge",
                            "operator_governed",
                            "created_by",
                            "created_via_operator",
                            "updated_by",
                            "updated_via_operator",
                            "created_at",
                            "updated_at");
            assertThat(created.text("name")).startsWith("Payments x").doesNotEndWith(" ");
            assertThat(created.text("slug")).startsWith("payments-x");
            assertThat(created.text("created_by")).isEqualTo("admin:bootstrap");
            assertThat(created.text("created_at")).matches(INSTANT);
            assertThat(api.get("/v1/zones/" + created.text("id")).expect(200).json())
                    .isEqualTo(zone);
            assertThat(api.get("/v1/zones?limit=500")
                            .expect(200)
                            .json()
                            .get("items")
                            .valueStream())
                    .contains(zone);
        }

        @Test
        void has_a_slug_of_its_own() {
            var slug = Api.uniqueName("slug");
            api.post("/v1/zones", Map.of("name", "n", "slug", slug)).expect(201);
            api.post("/v1/zones", Map.of("name", "n", "slug", slug)).refused(409, "zone_slug_conflict");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"name\":\"  \"}",
                    "{\"name\":\"n\",\"slug\":\"Upper\"}",
                    "{\"name\":\"n\",\"slug\":null}",
                    "{\"name\":\"n\",\"dcr_enabled\":\"yes\"}",
                    "nonsense"
                })
        void that_is_not_valid_is_refused_under_its_own_code(String body) {
            api.postRaw("/v1/zones", body, "application/json").refused(400, "invalid_zone");
        }
    }

    @Nested
    class A_policy {

        private final String zoneId = api.zone();
        private final String policies = "/v1/zones/%s/policies".formatted(zoneId);

        @Test
        void is_validated_without_being_stored() {
            var answer = api.post("/v1/policies/validate", Map.of("content", Documents.GRANTS))
                    .expect(200)
                    .json();
            assertThat(answer.get("valid").asBoolean()).isTrue();
            assertThat(answer.get("schema_version").asString()).isEqualTo("2026-05-20");
            assertThat(answer.get("input_schema_version").asString()).isEqualTo("2026-05-20");
            assertThat(answer.get("output_contract").toString())
                    .isEqualTo("{\"package\":\"caracal.authz\",\"rule\":\"result\",\"decision\":[\"allow\",\"deny\"],"
                            + "\"evaluation_status\":[\"complete\"]}");
            assertThat(answer.get("preview").get("rules").toString()).isEqualTo("[\"grants\"]");
            assertThat(api.get(policies).json().get("items")).isEmpty();
        }

        @Test
        void that_is_invalid_is_refused_with_the_validators_code() {
            var answer = api.post("/v1/policies/validate", Map.of("content", "package other\n"))
                    .refused(422, "invalid_rego");
            assertThat(answer.json().get("valid").asBoolean()).isFalse();
            assertThat(answer.text("error_description")).isEqualTo("must_use_package_caracal_authz");
            var created = api.post(policies, Map.of("name", "n", "content", "package other\n"))
                    .refused(422, "invalid_rego");
            assertThat(created.text("error_description")).isEqualTo("must_use_package_caracal_authz");
        }

        @Test
        void is_created_with_its_first_version_and_gets_more() {
            var created = api.post(policies, Map.of("name", "n", "content", Documents.GRANTS))
                    .expect(201);
            var first = created.json().get("version");
            assertThat(created.json().propertyNames())
                    .containsExactly("id", "version_id", "zone_id", "name", "description", "version");
            assertThat(first.get("id").asString()).isEqualTo(created.text("version_id"));
            assertThat(first.get("version").asInt()).isOne();
            var added = api.post(policies + "/" + created.text("id") + "/versions", Map.of("content", Documents.GRANTS))
                    .expect(201);
            assertThat(added.json().get("version").asInt()).isEqualTo(2);
            assertThat(added.text("id")).isEqualTo(added.text("version_id"));
            assertThat(added.text("content_sha256"))
                    .isEqualTo(first.get("content_sha256").asString());
            var read = api.get(policies + "/" + created.text("id")).expect(200).json();
            assertThat(read.get("versions").valueStream().map(version -> version.get("version")
                            .asInt()))
                    .containsExactly(2, 1);
            assertThat(read.get("versions").get(1).get("content").asString()).isEqualTo(Documents.GRANTS);
        }

        @Test
        void is_archived_once_and_its_name_is_free_again() {
            var policy = api.post(policies, Map.of("name", "again", "content", Documents.GRANTS))
                    .expect(201);
            var path = policies + "/" + policy.text("id");
            assertThat(api.delete(path).expect(204).body()).isEmpty();
            api.delete(path).refused(404, "policy_not_found");
            api.get(path).refused(404, "policy_not_found");
            api.post(path + "/versions", Map.of("content", Documents.GRANTS)).refused(404, "policy_not_found");
            api.post(policies, Map.of("name", "again", "content", Documents.GRANTS))
                    .expect(201);
        }

        @Test
        void needs_its_zone_before_its_body() {
            api.postRaw("/v1/zones/nowhere/policies", "{}", "application/json").refused(404, "zone_not_found");
            api.postRaw("/v1/zones/nowhere/policy-sets", "{}", "application/json")
                    .refused(404, "zone_not_found");
        }

        @Test
        void is_not_found_from_another_zone() {
            var policy = api.policy(zoneId, Documents.GRANTS);
            var elsewhere = "/v1/zones/%s/policies/%s".formatted(api.zone(), policy.policyId());
            api.get(elsewhere).refused(404, "policy_not_found");
            api.delete(elsewhere).refused(404, "policy_not_found");
            api.post(elsewhere + "/versions", Map.of("content", Documents.GRANTS))
                    .refused(404, "policy_not_found");
        }
    }

    @Nested
    class A_policy_set {

        private final String zoneId = api.zone();
        private final String sets = "/v1/zones/%s/policy-sets".formatted(zoneId);

        @Test
        void is_created_inactive_and_read_with_what_governs() {
            var created =
                    api.post(sets, Map.of("name", "s", "description", "all")).expect(201);
            assertThat(created.json().propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "zone_id",
                            "name",
                            "description",
                            "created_by",
                            "created_via_operator",
                            "updated_by",
                            "updated_via_operator",
                            "created_at",
                            "updated_at");
            var read = api.get(sets + "/" + created.text("id")).expect(200).json();
            assertThat(read.get("active_version_id").isNull()).isTrue();
            assertThat(read.get("description").asString()).isEqualTo("all");
            assertThat(read.get("created_at").asString()).isEqualTo(created.text("created_at"));
        }

        @Test
        void seals_manifests_with_the_contracts_hash() {
            var policy = api.policy(zoneId, Documents.GRANTS);
            var set = api.policySet(zoneId);
            var sealed = api.post(
                            sets + "/" + set + "/versions",
                            Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId(), "extra", 1))))
                    .expect(201);
            assertThat(sealed.json().propertyNames())
                    .containsExactly(
                            "version_id",
                            "id",
                            "policy_set_id",
                            "version",
                            "manifest_sha256",
                            "schema_version",
                            "created_at");
            var read = api.get(sets + "/" + set + "/versions/" + sealed.text("id"))
                    .expect(200)
                    .json();
            assertThat(read.get("manifest_json").toString())
                    .isEqualTo("[{\"policy_version_id\":\"%s\"}]".formatted(policy.versionId()));
            assertThat(read.get("manifest_sha256").asString())
                    .isEqualTo(sha256(read.get("manifest_json").toString()));
            assertThat(read.get("policies").toString()).isEqualTo("[\"%s\"]".formatted(policy.versionId()));
        }

        private String sha256(String text) {
            try {
                return java.util.HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void holds_its_manifests_to_the_contract() {
            var policy = api.policy(zoneId, Documents.GRANTS);
            var foreign = api.policy(api.zone(), Documents.GRANTS);
            var archived = api.policy(zoneId, Documents.GRANTS);
            api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, archived.policyId()))
                    .expect(204);
            var path = sets + "/" + api.policySet(zoneId) + "/versions";
            assertThat(contract(path, policy.versionId(), policy.versionId())).contains("duplicate");
            assertThat(contract(path, "nowhere")).contains("missing policy versions");
            assertThat(contract(path, foreign.versionId())).contains("different zone");
            api.post(path, manifest(archived.versionId())).refused(409, "policy_archived");
            api.post(path, Map.of("manifest", List.of())).refused(400, "invalid_body");
            api.post(
                            path,
                            manifest(IntStream.range(0, 257)
                                    .mapToObj(n -> "v" + n)
                                    .toArray(String[]::new)))
                    .refused(400, "invalid_body");
            api.post(sets + "/nowhere/versions", manifest(policy.versionId())).refused(404, "policy_set_not_found");
        }

        private String contract(String path, String... policyVersionIds) {
            return api.post(path, manifest(policyVersionIds))
                    .refused(422, "invalid_policy_contract")
                    .text("error_description");
        }

        private Map<String, Object> manifest(String... policyVersionIds) {
            return Map.of(
                    "manifest",
                    List.of(policyVersionIds).stream()
                            .map(id -> Map.of("policy_version_id", id))
                            .toList());
        }

        @Test
        void that_governs_leaves_its_zone_to_nothing_when_it_is_archived() {
            var zone = api.governed(1);
            api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                    .expect(202);
            api.delete("/v1/zones/%s/policy-sets/%s".formatted(zone.zoneId(), zone.policySetId()))
                    .expect(204);
            assertThat(api.active(zone.zoneId()).json().get("governed").asBoolean())
                    .isFalse();
            api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                    .refused(404, "version_not_found");
            api.rollBack(zone.zoneId(), "the archiving was a mistake").expect(202);
            assertThat(api.active(zone.zoneId()).text("version_id"))
                    .isEqualTo(zone.versionIds().get(0));
        }
    }

    @Nested
    class An_activation {

        private final Api.Governed zone = api.governed(2);

        @Test
        void is_accepted_with_exactly_four_fields() {
            var version = zone.versionIds().get(0);
            var answer =
                    api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
            assertThat(answer.json().propertyNames())
                    .containsExactly("activated", "version_id", "outbox_id", "status_url");
            assertThat(answer.text("status_url"))
                    .isEqualTo("/v1/zones/%s/policy-sets/%s/activation-status?version_id=%s&outbox_id=%s"
                            .formatted(zone.zoneId(), zone.policySetId(), version, answer.text("outbox_id")));
            var status = api.get(answer.text("status_url")).expect(200).json();
            assertThat(status.get("active").asBoolean()).isTrue();
            assertThat(status.get("outbox").get("id").asString()).isEqualTo(answer.text("outbox_id"));
            assertThat(status.get("sts").get("state").asString()).isEqualTo("not_configured");
        }

        @Test
        void of_what_is_not_there_finds_no_version() {
            api.activate(zone.zoneId(), zone.policySetId(), "nowhere").refused(404, "version_not_found");
            api.activate(zone.zoneId(), "nowhere", zone.versionIds().get(0)).refused(404, "version_not_found");
            api.activate("nowhere", zone.policySetId(), zone.versionIds().get(0))
                    .refused(404, "version_not_found");
            api.activate(api.zone(), zone.policySetId(), zone.versionIds().get(0))
                    .refused(404, "version_not_found");
        }

        @Test
        void may_expect_what_governs() {
            var first = zone.versionIds().get(0);
            var second = zone.versionIds().get(1);
            api.activate(zone.zoneId(), zone.policySetId(), first, null).expect(202);
            var refused = api.activate(zone.zoneId(), zone.policySetId(), second, null)
                    .refused(412, "active_version_changed");
            assertThat(refused.text("active_version_id")).isEqualTo(first);
            api.activate(zone.zoneId(), zone.policySetId(), second, first).expect(202);
        }

        @Test
        void with_a_malformed_expectation_is_refused() {
            var path = "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId());
            for (var wrong : List.of(7, true, "", List.of(), Map.of())) {
                api.post(path, Map.of("version_id", "v", "expected_active_version_id", wrong))
                        .refused(400, "invalid_body");
            }
        }

        @Test
        void is_undone_only_with_a_reason() {
            for (var reason : List.of("", "   ", "r".repeat(1001))) {
                api.rollBack(zone.zoneId(), reason).refused(400, "invalid_body");
                api.deactivate(zone.zoneId(), reason).refused(400, "invalid_body");
            }
            var named = new HashMap<>(Map.of("reason", (Object) "r"));
            named.put("version_id", Collections.emptyList());
            api.post("/v1/zones/%s/rollback".formatted(zone.zoneId()), named).refused(400, "invalid_body");
        }

        @Test
        void cannot_be_undone_where_there_was_none() {
            api.rollBack(zone.zoneId(), "r").refused(409, "no_rollback_target");
            api.deactivate(zone.zoneId(), "r").refused(409, "zone_not_active");
            api.rollBack("nowhere", "r").refused(404, "zone_not_found");
            api.deactivate("nowhere", "r").refused(404, "zone_not_found");
        }

        @Test
        void of_another_set_that_ever_governed_the_zone_can_be_brought_back_by_name() {
            var policy = api.policy(zone.zoneId(), Documents.BINDINGS);
            var other = api.policySet(zone.zoneId());
            var otherVersion = api.seal(zone.zoneId(), other, policy.versionId());
            var first = zone.versionIds().get(0);
            api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
            api.activate(zone.zoneId(), other, otherVersion).expect(202);
            api.delete("/v1/zones/%s/policies/%s".formatted(zone.zoneId(), zone.policyId()))
                    .expect(204);
            var answer = api.post(
                            "/v1/zones/%s/rollback".formatted(zone.zoneId()),
                            Map.of("reason", "r", "version_id", first))
                    .expect(202);
            assertThat(answer.text("rolled_back_from")).isEqualTo(otherVersion);
            assertThat(answer.text("status_url")).contains(zone.policySetId());
            assertThat(api.active(zone.zoneId()).text("policy_set_id")).isEqualTo(zone.policySetId());
        }
    }

    @Nested
    class A_simulation {

        private final String zoneId = api.zone();
        private final String policySetId = api.policySet(zoneId);
        private final Api.Created bindings = api.policy(zoneId, Documents.BINDINGS);
        private final Api.Created grants = api.policy(zoneId, Documents.GRANTS);
        private final String versionId = api.seal(zoneId, policySetId, bindings.versionId(), grants.versionId());

        @Test
        void of_a_sample_input_answers_the_contracts_fields() {
            var answer = simulate(Map.of("input", Documents.mint(zoneId, "teller", "ledger:read")));
            assertThat(answer.get("dry_run").asBoolean()).isTrue();
            assertThat(answer.get("would_activate").asBoolean()).isTrue();
            assertThat(answer.get("warnings")).isEmpty();
            assertThat(answer.get("result").toString())
                    .isEqualTo(
                            "{\"decision\":\"allow\",\"determining_policies\":[{\"policy\":\"caracal-ledger-mint\"}],"
                                    + "\"evaluation_status\":\"complete\",\"diagnostics\":[]}");
            assertThat(answer.get("explanation").get("evaluation").asString()).isEqualTo("executed");
            assertThat(answer.get("policies").toString())
                    .isEqualTo("[\"%s\",\"%s\"]".formatted(bindings.versionId(), grants.versionId()));
        }

        @Test
        void passes_when_every_case_comes_out_as_expected() {
            var answer = simulate(Map.of(
                    "cases",
                    List.of(
                            oneCase("teller reads", "teller", "allow"),
                            Map.of(
                                    "name", "auditor may not",
                                    "input", Documents.mint(zoneId, "auditor", "ledger:read"),
                                    "expect", "deny",
                                    "expect_reason", "role_scope_mismatch"))));
            assertThat(answer.get("verdict").asString()).isEqualTo("pass");
            assertThat(answer.get("would_activate").asBoolean()).isTrue();
            assertThat(answer.get("cases").get(1).toString())
                    .isEqualTo("{\"name\":\"auditor may not\",\"expected\":\"deny\","
                            + "\"expected_reason\":\"role_scope_mismatch\",\"actual\":\"deny\",\"outcome\":\"passed\","
                            + "\"reason\":\"role_scope_mismatch\"}");
        }

        @Test
        void fails_when_a_case_comes_out_otherwise() {
            var answer = simulate(Map.of(
                    "cases",
                    List.of(oneCase("teller reads", "teller", "allow"), oneCase("auditor", "auditor", "allow"))));
            assertThat(answer.get("verdict").asString()).isEqualTo("fail");
            assertThat(answer.get("would_activate").asBoolean()).isFalse();
        }

        @Test
        void of_what_the_engine_cannot_read_is_not_executed_and_never_a_pass() {
            var logic = api.policy(
                    zoneId,
                    "# caracal:data-document\npackage caracal.authz\nrestrict := {r | r := input.reasons[_]}\n");
            var unreadable = api.seal(zoneId, policySetId, logic.versionId());
            var answer = simulate(unreadable, Map.of("cases", List.of(oneCase("teller reads", "teller", "allow"))));
            assertThat(answer.get("verdict").asString()).isEqualTo("not_executed");
            assertThat(answer.get("would_activate").asBoolean()).isFalse();
            assertThat(answer.get("cases").get(0).get("outcome").asString()).isEqualTo("not_executed");
            assertThat(answer.get("cases").get(0).get("reason").asString()).isNotEmpty();
        }

        @Test
        void of_nothing_is_no_pass() {
            var answer = simulate(Map.of());
            assertThat(answer.get("verdict").asString()).isEqualTo("not_executed");
            assertThat(answer.get("would_activate").asBoolean()).isFalse();
            assertThat(answer.get("result").isNull()).isTrue();
            assertThat(answer.get("simulation_id").isNull()).isTrue();
        }

        @Test
        void remarks_on_an_input_that_is_not_of_the_schema() {
            var answer = simulate(Map.of("input", Map.of("schema_version", "2001-01-01")));
            assertThat(answer.get("warnings").valueStream().map(JsonNode::asString))
                    .containsExactly(
                            "input_schema_mismatch:2001-01-01",
                            "principal_zone_mismatch",
                            "missing_resource",
                            "missing_action",
                            "missing_context");
            assertThat(answer.get("would_activate").asBoolean()).isFalse();
        }

        @Test
        void of_a_version_with_an_archived_policy_would_not_activate() {
            api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, grants.policyId()))
                    .expect(204);
            var answer = simulate(Map.of("cases", List.of(oneCase("teller reads", "teller", "allow"))));
            assertThat(answer.get("verdict").asString()).isEqualTo("pass");
            assertThat(answer.get("would_activate").asBoolean()).isFalse();
            assertThat(answer.get("warnings").get(0).asString()).isEqualTo("policy_archived:" + grants.policyId());
        }

        @Test
        void names_every_case_apart_and_expects_a_decision() {
            var path = "/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId);
            var one = oneCase("same", "teller", "allow");
            api.post(path, Map.of("version_id", versionId, "cases", List.of(one, one)))
                    .refused(400, "invalid_body");
            api.post(path, Map.of("version_id", versionId, "cases", List.of(oneCase("n", "teller", "maybe"))))
                    .refused(400, "invalid_body");
            api.post(path, Map.of("version_id", versionId, "input", List.of())).refused(400, "invalid_body");
            api.post(path, Map.of("version_id", "nowhere")).refused(404, "version_not_found");
        }

        @Test
        void is_linked_by_the_activation_of_its_manifest() {
            var simulationId = simulate(Map.of("cases", List.of(oneCase("teller reads", "teller", "allow"))))
                    .get("simulation_id")
                    .asString();
            api.activate(zoneId, policySetId, versionId).expect(202);
            assertThat(Edict.shared()
                            .sql()
                            .sql(
                                    """
                                    select payload::json ->> 'simulationId' from events.domain_event
                                    where event_type = 'zone.version_activated' and aggregate_id = :zone
                                    """)
                            .param("zone", zoneId)
                            .query(String.class)
                            .single())
                    .isEqualTo(simulationId);
        }

        private Map<String, Object> oneCase(String name, String label, String expect) {
            return Map.of("name", name, "input", Documents.mint(zoneId, label, "ledger:read"), "expect", expect);
        }

        private JsonNode simulate(Map<String, Object> body) {
            return simulate(versionId, body);
        }

        private JsonNode simulate(String version, Map<String, Object> body) {
            var asked = new HashMap<>(body);
            asked.put("version_id", version);
            return api.post("/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId), asked)
                    .expect(200)
                    .json();
        }
    }

    @Nested
    class Operations {

        @Test
        void are_open_for_health_and_readiness() {
            assertThat(api.withToken(null).get("/health").expect(200).body()).isEqualTo("{\"ok\":true}");
            assertThat(api.withToken(null).get("/ready").expect(200).body()).isEqualTo("{\"ok\":true}");
        }

        @Test
        void are_measured_for_prometheus() {
            assertThat(api.get("/metrics").expect(200).body()).contains("jvm_memory_used_bytes");
        }
    }
}
