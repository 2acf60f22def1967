package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors of the routes that the contract does not have (RFC 9457). */
@Tag("servers")
class ProblemDetailsTest {

    private final Api api = Edict.shared().api();

    @Test
    void problem_details_have_the_contracts_members_and_those_of_rfc_9457() {
        var zoneId = api.zone();
        var path = "/v1/zones/%s/rollback".formatted(zoneId);
        var problem = api.send(
                        "POST",
                        path,
                        "{\"reason\":\"r\"}",
                        Map.of("content-type", "application/json", "x-request-id", "req-77"))
                .refused(409, "no_rollback_target");
        assertThat(problem.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(problem.json().toString())
                .isEqualTo(
                        ("{\"type\":\"urn:edict:error:no_rollback_target\",\"title\":\"no rollback target\",\"status\":409,"
                                        + "\"detail\":\"no version has governed this zone yet\",\"instance\":\"%s\","
                                        + "\"requestId\":\"req-77\",\"error\":\"no_rollback_target\","
                                        + "\"error_description\":\"no version has governed this zone yet\"}")
                                .formatted(path));
    }

    @Test
    void problem_details_keep_the_details_of_an_invalid_body() {
        var zoneId = api.zone();
        var invalid =
                api.post("/v1/zones/%s/deactivate".formatted(zoneId), Map.of()).refused(400, "invalid_body");
        assertThat(invalid.json().path("details").path("issues")).hasSize(1);
        assertThat(invalid.json().path("status").asInt()).isEqualTo(400);
    }

    @Test
    void are_not_answered_where_there_is_no_route() {
        var unknown = api.get("/v1/zones/z1/rollback/nothing").refused(404, "Not Found");
        assertThat(unknown.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(unknown.json().toString())
                .isEqualTo("{\"message\":\"Route GET:/v1/zones/z1/rollback/nothing not found\",\"error\":\"Not Found\","
                        + "\"statusCode\":404}");
    }

    @Test
    void are_answered_where_there_is_another_method() {
        var refused = api.get("/v1/zones/z1/rollback").refused(405, "method_not_allowed");
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void are_answered_before_a_route_is_reached_too() {
        var refused = api.withToken(null).get("/v1/zones/z1/active").refused(401, "invalid_admin_token");
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void are_not_what_the_contracts_own_routes_answer() {
        var refused = api.get("/v1/zones/nowhere").refused(404, "zone_not_found");
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(refused.json().has("type")).isFalse();
    }

    @Test
    void name_a_version_that_a_policy_does_not_have() {
        var zoneId = api.zone();
        var policy = api.policy(zoneId, Documents.GRANTS);
        var path = "/v1/zones/%s/policies/%s/versions/".formatted(zoneId, policy.policyId());
        assertThat(api.get(path + policy.versionId()).expect(200).text("content"))
                .isEqualTo(Documents.GRANTS);
        api.get(path + "nothing").refused(404, "policy_version_not_found");
        api.get("/v1/zones/%s/policies/%s/versions/%s".formatted(api.zone(), policy.policyId(), policy.versionId()))
                .refused(404, "policy_version_not_found");
    }
}
