package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activation, rollback and deactivation of a zone over HTTP. */
@Tag("servers")
class ActivationApiTest {

    private final Api api = Edict.shared().api();

    private final Api.Governed zone = api.governed(2);

    @Test
    void is_accepted_with_exactly_four_fields() {
        var version = zone.versionIds().get(0);
        var answer = api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        assertThat(answer.json().propertyNames()).containsExactly("activated", "version_id", "outbox_id", "status_url");
        assertThat(answer.text("status_url"))
                .isEqualTo("/v1/zones/%s/policy-sets/%s/activation-status?version_id=%s&outbox_id=%s"
                        .formatted(zone.zoneId(), zone.policySetId(), version, answer.text("outbox_id")));
        var status = api.get(answer.text("status_url")).expect(200).json();
        assertThat(status.get("active").asBoolean()).isTrue();
        assertThat(status.get("outbox").get("id").asString()).isEqualTo(answer.text("outbox_id"));
        await("decision points of other zones to be told apart").until(() -> api.get(answer.text("status_url"))
                .json()
                .get("sts")
                .get("state")
                .asString()
                .equals("not_configured"));
    }

    @Test
    void activation_of_an_unknown_version_is_not_found() {
        api.activate(zone.zoneId(), zone.policySetId(), "nowhere").refused(404, "version_not_found");
        api.activate(zone.zoneId(), "nowhere", zone.versionIds().get(0)).refused(404, "version_not_found");
        api.activate("nowhere", zone.policySetId(), zone.versionIds().get(0)).refused(404, "version_not_found");
        api.activate(api.zone(), zone.policySetId(), zone.versionIds().get(0)).refused(404, "version_not_found");
    }

    @Test
    void activation_accepts_an_expected_active_version() {
        var first = zone.versionIds().get(0);
        var second = zone.versionIds().get(1);
        api.activate(zone.zoneId(), zone.policySetId(), first, null).expect(202);
        var refused =
                api.activate(zone.zoneId(), zone.policySetId(), second, null).refused(412, "active_version_changed");
        assertThat(refused.text("active_version_id")).isEqualTo(first);
        api.activate(zone.zoneId(), zone.policySetId(), second, first).expect(202);
    }

    @Test
    void activation_with_a_malformed_expected_version_is_refused() {
        var path = "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId());
        for (var wrong : List.of(7, true, "", List.of(), Map.of())) {
            api.post(path, Map.of("version_id", "v", "expected_active_version_id", wrong))
                    .refused(400, "invalid_body");
        }
    }

    @Test
    void an_activation_may_have_a_reason_which_its_history_shows() {
        var path = "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId());
        var version = zone.versionIds().get(0);
        api.post(path, Map.of("version_id", version, "reason", "refunds need an approval"))
                .expect(202);
        var activations = "/v1/zones/%s/activations".formatted(zone.zoneId());
        await("the timeline to be written after the commit").untilAsserted(() -> assertThat(
                        api.get(activations).json().at("/items/0/reason").asString())
                .isEqualTo("refunds need an approval"));
        for (var reason : List.of("", "   ", "r".repeat(1001))) {
            api.post(path, Map.of("version_id", version, "reason", reason)).refused(400, "invalid_body");
        }
    }

    @Test
    void rollback_requires_a_reason() {
        for (var reason : List.of("", "   ", "r".repeat(1001))) {
            api.rollBack(zone.zoneId(), reason).refused(400, "invalid_body");
            api.deactivate(zone.zoneId(), reason).refused(400, "invalid_body");
        }
        var named = new HashMap<>(Map.of("reason", (Object) "r"));
        named.put("version_id", Collections.emptyList());
        api.post("/v1/zones/%s/rollback".formatted(zone.zoneId()), named).refused(400, "invalid_body");
    }

    @Test
    void rollback_without_an_activation_is_refused() {
        api.rollBack(zone.zoneId(), "r").refused(409, "no_rollback_target");
        api.deactivate(zone.zoneId(), "r").refused(409, "zone_not_active");
        api.rollBack("nowhere", "r").refused(404, "zone_not_found");
        api.deactivate("nowhere", "r").refused(404, "zone_not_found");
    }

    @Test
    void rollback_can_name_a_version_of_another_set_that_was_active_before() {
        var policy = api.policy(zone.zoneId(), Documents.BINDINGS);
        var other = api.policySet(zone.zoneId());
        var otherVersion = api.seal(zone.zoneId(), other, policy.versionId());
        var first = zone.versionIds().get(0);
        api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
        api.activate(zone.zoneId(), other, otherVersion).expect(202);
        api.delete("/v1/zones/%s/policies/%s".formatted(zone.zoneId(), zone.policyId()))
                .expect(204);
        var answer = api.post(
                        "/v1/zones/%s/rollback".formatted(zone.zoneId()), Map.of("reason", "r", "version_id", first))
                .expect(202);
        assertThat(answer.text("rolled_back_from")).isEqualTo(otherVersion);
        assertThat(answer.text("status_url")).contains(zone.policySetId());
        assertThat(api.active(zone.zoneId()).text("policy_set_id")).isEqualTo(zone.policySetId());
    }
}
