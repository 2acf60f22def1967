package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.ExpectedActive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the canaries of a zone mean for the activation of a version that would break one. */
@Tag("servers")
class ActivateWithCanariesTest {

    private static final List<String> FOUR_FIELDS = List.of("activated", "version_id", "outbox_id", "status_url");

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zoneId = api.zone();
    private final String setId = api.policySet(zoneId);
    private final String reading =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
    private final String paying =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());

    @Test
    void they_are_not_evaluated_unless_the_zone_asks_for_it() {
        define("tellers-do-not-pay", "ledger:pay", "deny", null);
        api.activate(zoneId, setId, paying).expect(202);
        assertThat(grounds()).contains("\"canaries\":null");
        assertThat(summary()).doesNotContain("canar");
    }

    @Test
    void a_zone_that_warns_activates_with_the_four_fields_and_the_timeline_has_the_warning() {
        define("tellers-do-not-pay", "ledger:pay", "deny", null);
        define("tellers-read", "ledger:read", "allow", null);
        set("warn");
        var answer = api.activate(zoneId, setId, paying).expect(202);
        assertThat(answer.json().propertyNames()).containsExactlyElementsOf(FOUR_FIELDS);
        assertThat(grounds())
                .contains("\"canaries\":{\"setting\":\"warn\",\"canariesVersion\":2,\"passed\":1,\"failed\":1,"
                        + "\"failing\":[\"tellers-do-not-pay\"]}");
        assertThat(summary()).endsWith("; 1 of 2 canaries would fail: tellers-do-not-pay");
    }

    @Test
    void a_zone_that_requires_them_refuses_and_names_each_with_what_would_be_decided() {
        define("tellers-do-not-pay", "ledger:pay", "deny", "role_scope_mismatch");
        define("tellers-read", "ledger:read", "allow", null);
        set("required");
        api.activate(zoneId, setId, reading).expect(202);
        assertThat(summary()).endsWith("; 2 of 2 canaries would pass");
        var refused = api.activate(zoneId, setId, paying).refused(409, "canaries_would_fail");
        assertThat(refused.text("error_description"))
                .isEqualTo("1 of 2 canaries would fail under version %s: tellers-do-not-pay".formatted(paying));
        assertThat(refused.json().get("failed").asInt()).isOne();
        assertThat(refused.json().get("canaries_version").asInt()).isEqualTo(2);
        assertThat(refused.json().get("failing"))
                .hasToString(
                        """
                        [{"name":"tellers-do-not-pay","expected":"deny","expected_reason":"role_scope_mismatch",\
                        "actual":"allow","outcome":"failed","reason":null}]""");
        assertThat(api.active(zoneId).text("version_id")).isEqualTo(reading);
    }

    @Test
    void a_rollback_and_a_deactivation_go_on_whatever_the_canaries_say() {
        api.activate(zoneId, setId, paying).expect(202);
        api.activate(zoneId, setId, reading).expect(202);
        define("tellers-do-not-pay", "ledger:pay", "deny", null);
        set("required");
        api.rollBack(zoneId, "the till must pay").expect(202);
        assertThat(api.active(zoneId).text("version_id")).isEqualTo(paying);
        api.activate(zoneId, setId, paying).refused(409, "canaries_would_fail");
        api.deactivate(zoneId, "incident").expect(202);
    }

    @Test
    void an_activation_that_was_evaluated_with_other_canaries_is_refused_under_the_lock() {
        define("tellers-read", "ledger:read", "allow", null);
        set("required");
        send(new CanaryForecast("required", 1, 1, 0, List.of()));
        define("tellers-do-not-pay", "ledger:pay", "deny", null);
        Assertions.assertThatThrownBy(() -> send(new CanaryForecast("required", 1, 1, 0, List.of())))
                .hasMessageContaining("changed during the evaluation: send the request again");
        Assertions.assertThatThrownBy(() -> send(null)).hasMessageContaining("changed during the evaluation");
    }

    private void send(@Nullable CanaryForecast forecast) {
        var command = new ActivatePolicySetVersion(
                zoneId, setId, reading, ExpectedActive.unstated(), null, null, forecast, Api.uniqueName("dispatch"));
        edict.bean(CommandGateway.class)
                .sendAndWait(
                        new GenericCommandMessage<>(command, Map.of("actor", "admin:test", "requestId", "request-1")));
    }

    private void define(String name, String scope, String expect, @Nullable String reason) {
        var body = new HashMap<String, Object>();
        body.put("input", Documents.mint(zoneId, "teller", scope));
        body.put("expect", expect);
        if (reason != null) {
            body.put("expect_reason", reason);
        }
        put("/canaries/" + name, body).expect(201);
    }

    private void set(String canaries) {
        put("/settings", Map.of("strict", false, "canaries", canaries)).expect(200);
    }

    private Api.Answer put(String path, Map<String, Object> body) {
        return api.send(
                "PUT",
                "/v1/zones/" + zoneId + path,
                JsonMapper.shared().writeValueAsString(body),
                Map.of("content-type", "application/json"));
    }

    private String grounds() {
        return edict.owner()
                .sql(
                        """
                        select payload from events.domain_event
                        where aggregate_id = :zone and event_type = 'zone.version_activated'
                        order by sequence_number desc limit 1
                        """)
                .param("zone", zoneId)
                .query(String.class)
                .single();
    }

    private String summary() {
        return await("the timeline to be written after the commit")
                .until(
                        () -> api.timeline(zoneId).stream()
                                .map(row -> row.get("summary").asString())
                                .filter(summary -> summary.startsWith("Activated"))
                                .reduce("", (earlier, later) -> later),
                        summary -> !summary.isEmpty());
    }
}
