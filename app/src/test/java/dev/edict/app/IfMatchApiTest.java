package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A change with {@code If-Match} takes effect only in the named state. */
@Tag("servers")
class IfMatchApiTest {

    private final Api api = Edict.shared().api();
    private final Api.Governed zone = api.governed(2);
    private final String path = "/v1/zones/%s".formatted(zone.zoneId());
    private final String set = path + "/policy-sets/" + zone.policySetId();

    private Answer change(String method, String target, @Nullable Object body, String ifMatch) {
        return api.send(
                method,
                target,
                body == null ? null : JsonMapper.shared().writeValueAsString(body),
                Map.of("content-type", "application/json", "if-match", ifMatch));
    }

    private String tag(String target) {
        return api.get(target).expect(200).headers().firstValue("etag").orElseThrow();
    }

    private static void assertStale(Answer answer, String current) {
        answer.refused(412, "precondition_failed");
        assertThat(answer.text("current_etag")).isEqualTo(current);
    }

    @Test
    void the_active_version_changes_only_if_the_etag_matches() {
        var versions = zone.versionIds();
        var never = tag(path + "/active");
        change("POST", set + "/activate", Map.of("version_id", versions.get(0)), never)
                .expect(202);
        var first = tag(path + "/active");
        var stale = change("POST", set + "/activate", Map.of("version_id", versions.get(1)), never);
        assertStale(stale, first);
        assertThat(stale.text("active_version_id")).isEqualTo(versions.get(0));
        change("POST", set + "/activate", Map.of("version_id", versions.get(1)), first)
                .expect(202);
        var second = tag(path + "/active");

        assertStale(change("POST", path + "/rollback", Map.of("reason", "r"), first), second);
        change("POST", path + "/rollback", Map.of("reason", "r"), second).expect(202);
        var third = tag(path + "/active");
        assertStale(change("POST", path + "/deactivate", Map.of("reason", "r"), first), third);
        change("POST", path + "/deactivate", Map.of("reason", "r"), third).expect(202);
    }

    @Test
    void reactivating_the_same_version_changes_the_etag() {
        var body = Map.of("version_id", zone.versionIds().get(0));
        api.post(set + "/activate", body).expect(202);
        var seen = tag(path + "/active");
        api.post(set + "/activate", body).expect(202);
        assertStale(change("POST", set + "/activate", body, seen), tag(path + "/active"));
    }

    @Test
    void a_policy_is_versioned_and_archived_only_if_the_etag_matches() {
        var policy = path + "/policies/"
                + api.policy(zone.zoneId(), Documents.GRANTS).policyId();
        var seen = tag(policy);
        var body = Map.of("content", Documents.GRANTS);
        change("POST", policy + "/versions", body, seen).expect(201);
        assertStale(change("POST", policy + "/versions", body, seen), tag(policy));
        assertStale(change("DELETE", policy, null, seen), tag(policy));
        change("DELETE", policy, null, tag(policy)).expect(204);
    }

    @Test
    void a_set_is_versioned_and_archived_only_if_the_etag_matches() {
        var seen = tag(set);
        var policy = api.policy(zone.zoneId(), Documents.GRANTS);
        var body = Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId())));
        change("POST", set + "/versions", body, seen).expect(201);
        assertStale(change("POST", set + "/versions", body, seen), tag(set));
        assertStale(change("DELETE", set, null, seen), tag(set));
        change("DELETE", set, null, tag(set)).expect(204);
    }

    @Test
    void a_zone_is_archived_only_if_the_etag_matches() {
        var seen = tag(path + "/active");
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        assertStale(change("DELETE", path, null, seen), tag(path + "/active"));
        change("DELETE", path, null, tag(path + "/active")).expect(204);
    }

    @Test
    void a_missing_entity_has_no_etag() {
        var elsewhere = "/v1/zones/%s/policy-sets/%s".formatted(api.zone(), zone.policySetId());
        var answer = api.get(elsewhere);
        answer.refused(404, "policy_set_not_found");
        assertThat(answer.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void a_set_that_became_active_is_not_archived_with_the_previous_etag() {
        var seen = tag(set);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        assertStale(change("DELETE", set, null, seen), tag(set));
        assertThat(api.active(zone.zoneId()).text("version_id"))
                .isEqualTo(zone.versionIds().get(0));
        change("DELETE", set, null, tag(set)).expect(204);
    }

    @Test
    void the_etag_of_one_entity_does_not_match_another() {
        var policy = path + "/policies/" + zone.policyId();
        for (var tag : List.of(tag(policy), tag(path + "/active"))) {
            change("DELETE", set, null, tag).refused(412, "precondition_failed");
        }
        for (var tag : List.of(tag(set), tag(path + "/active"))) {
            change("POST", policy + "/versions", Map.of("content", Documents.GRANTS), tag)
                    .refused(412, "precondition_failed");
        }
    }

    @Test
    void a_body_may_name_the_expected_active_version() {
        var versions = zone.versionIds();
        versions.forEach(version ->
                api.activate(zone.zoneId(), zone.policySetId(), version).expect(202));
        for (var route : List.of("/rollback", "/deactivate")) {
            var stale = api.post(path + route, Map.of("reason", "r", "expected_active_version_id", versions.get(0)));
            stale.refused(412, "active_version_changed");
            assertThat(stale.text("active_version_id")).isEqualTo(versions.get(1));
            api.postRaw(path + route, "{\"reason\":\"r\",\"expected_active_version_id\":null}", "application/json")
                    .refused(412, "active_version_changed");
        }
        api.post(path + "/rollback", Map.of("reason", "r", "expected_active_version_id", versions.get(1)))
                .expect(202);
        api.post(path + "/deactivate", Map.of("reason", "r", "expected_active_version_id", versions.get(0)))
                .expect(202);
    }

    @ParameterizedTest
    @CsvSource({
        "*, 202",
        "'\"a7\", \"a0\"', 202",
        "W/\"a0\", 412",
        "\"a00\", 412",
        "\"0\", 412",
        "\"v0\", 412",
        "\"s0\", 412",
        "a0, 400",
        "'', 400",
        "nonsense, 400",
        "'\"a0\"-gzip', 400",
        "'\"a0\", a1', 400"
    })
    void if_match_accepts_a_star_a_list_and_nothing_else(String ifMatch, int status) {
        var answer = change(
                "POST",
                set + "/activate",
                Map.of("version_id", zone.versionIds().get(0)),
                ifMatch);
        answer.expect(status);
    }

    @Test
    void a_malformed_if_match_is_refused_on_unconditional_routes_too() {
        change("POST", "/v1/zones", Map.of("name", "n"), "\"a0\"-gzip").refused(400, "invalid_if_match");
        change("POST", "/v1/zones", Map.of("name", "n"), "\"a0\"").refused(412, "precondition_failed");
    }

    @Test
    void a_request_without_if_match_changes_any_state() {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                .expect(202);
    }
}
