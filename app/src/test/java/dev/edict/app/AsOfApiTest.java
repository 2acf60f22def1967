package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a zone was after each of its changes, told from the log that commands wrote. */
@Tag("servers")
class AsOfApiTest {

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String zone = "/v1/zones/" + zoneId;
    private final String setId = api.policySet(zoneId);
    private final String reading =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
    private final String paying =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());

    @Test
    void every_change_of_governance_is_told_with_its_reason_long_after_it_was_replaced() {
        var before = Instant.now();
        var first = after(() -> activate(paying, "refunds are urgent"));
        var second = after(() -> activate(reading, null));
        var third = after(() -> api.rollBack(zoneId, "tellers cannot pay").expect(202));
        var fourth = after(() -> api.deactivate(zoneId, "incident 4711").expect(202));
        api.delete(zone).expect(204);
        assertThat(told(before)).isEqualTo("ungoverned");
        assertThat(told(first)).isEqualTo("activated 1 %s refunds are urgent".formatted(paying));
        assertThat(told(second)).isEqualTo("activated 2 %s null".formatted(reading));
        assertThat(told(third)).isEqualTo("rolled_back 3 %s tellers cannot pay".formatted(paying));
        assertThat(told(fourth)).isEqualTo("ungoverned deactivated 4 incident 4711");
        assertThat(asOf(fourth).get("archived").asBoolean()).isFalse();
        assertThat(asOf(Instant.now()).get("archived").asBoolean()).isTrue();
    }

    @Test
    void an_activation_is_told_with_who_made_it_for_whom_and_on_which_simulation() {
        var sample =
                Map.of("name", "reads", "input", Documents.mint(zoneId, "teller", "ledger:read"), "expect", "allow");
        var simulation = api.post(
                        "%s/policy-sets/%s/simulate".formatted(zone, setId),
                        Map.of("version_id", reading, "cases", List.of(sample)))
                .expect(200)
                .text("simulation_id");
        var at = after(() -> api.send(
                        "POST",
                        "%s/policy-sets/%s/activate".formatted(zone, setId),
                        "{\"version_id\":\"%s\"}".formatted(reading),
                        Map.of("content-type", "application/json", "x-caracal-authorized-by", "a person"))
                .expect(202));
        var change = asOf(at).at("/desired/change");
        assertThat(change.get("actor").asString()).isEqualTo("admin:bootstrap");
        assertThat(change.get("on_behalf_of").asString()).isEqualTo("a person");
        assertThat(change.at("/simulation/simulation_id").asString()).isEqualTo(simulation);
        assertThat(change.at("/simulation/verdict").asString()).isEqualTo("pass");
        assertThat(change.at("/simulation/passed").asInt()).isEqualTo(1);
        assertThat(change.get("recorded_at").asString()).matches(".*\\.\\d{6}Z");
    }

    @Test
    void the_manifest_comes_with_its_texts_and_what_else_was_in_force() {
        var at = after(() -> activate(paying, null));
        api.send("PUT", zone + "/settings", "{\"strict\":true}", Map.of("content-type", "application/json"))
                .expect(200);
        var later = Instant.now();
        var policy = api.get("%s/as-of?texts=true&at=%s".formatted(zone, at))
                .expect(200)
                .json()
                .at("/desired/policies/0");
        assertThat(policy.get("content").asString()).isEqualTo(Documents.PAYING);
        assertThat(asOf(at).at("/in_force/settings_seq").asInt()).isZero();
        assertThat(asOf(later).at("/in_force/strict").asBoolean()).isTrue();
    }

    @Test
    void a_request_is_decided_as_it_would_have_been_by_what_was_desired_and_by_what_was_enforced() {
        var first = after(() -> activate(paying, null));
        enforces("slow", 1, first);
        var second = after(() -> activate(reading, null));
        enforces("quick", 2, second);
        var now = Instant.now();
        var then = decide(first);
        assertThat(then.at("/desired/decision").asString()).isEqualTo("allow");
        assertThat(then.get("answers")).hasSize(1);
        var later = decide(now);
        assertThat(later.at("/desired/version_id").asString()).isEqualTo(reading);
        assertThat(later.at("/desired/decision").asString()).isEqualTo("deny");
        assertThat(later.get("decision_points").valueStream())
                .extracting(point -> "%s %s %s %s"
                        .formatted(
                                point.get("id").asString().replaceAll("-.*", ""),
                                point.at("/decision/version_id").asString(),
                                point.at("/decision/decision").asString(),
                                point.get("agrees").asBoolean()))
                .containsExactly("quick %s deny true".formatted(reading), "slow %s allow false".formatted(paying));
        assertThat(later.get("answers").valueStream())
                .extracting(answer -> answer.get("version_id").asString())
                .containsExactly(reading, paying);
    }

    @Test
    void the_history_of_a_policy_has_each_version_with_its_diff_and_when_it_governed() {
        var governed = api.governed(2);
        var policy = "/v1/zones/%s/policies/%s".formatted(governed.zoneId(), governed.policyId());
        var second = api.post(policy + "/versions", Map.of("content", Documents.PAYING))
                .expect(201)
                .text("version_id");
        var newer = api.seal(governed.zoneId(), governed.policySetId(), second);
        for (var version :
                List.of(governed.versionIds().get(0), governed.versionIds().get(1), newer)) {
            api.activate(governed.zoneId(), governed.policySetId(), version).expect(202);
        }
        api.rollBack(governed.zoneId(), "tellers must not pay").expect(202);
        var items = api.get(policy + "/history").expect(200).json().get("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/version_id").asString()).isEqualTo(second);
        assertThat(items.at("/0/diff").valueStream().map(JsonNode::asString))
                .anyMatch(line -> line.startsWith("+") && line.contains("ledger:pay"));
        assertThat(periods(items.get(0))).isEqualTo("3-4");
        assertThat(periods(items.get(1))).isEqualTo("4-null 1-3");
        var last = api.get(policy + "/history?limit=1").expect(200);
        assertThat(api.get(policy + "/history?limit=1&cursor=" + last.text("next_cursor"))
                        .expect(200)
                        .json()
                        .get("items"))
                .containsExactly(items.get(1));
    }

    private static String periods(JsonNode item) {
        return String.join(
                " ",
                item.get("periods")
                        .valueStream()
                        .map(period -> period.get("from_seq").asString() + "-"
                                + (period.get("until_seq").isNull()
                                        ? "null"
                                        : period.get("until_seq").asString()))
                        .toList());
    }

    @Test
    void nothing_governs_before_the_first_activation_and_denies() {
        var decided = decide(Instant.now());
        assertThat(decided.at("/desired/version_id").isNull()).isTrue();
        assertThat(decided.at("/desired/reason").asString()).isEqualTo("no_active_policy_set");
    }

    @Test
    void a_request_of_another_zone_is_refused() {
        var input = Documents.mint("elsewhere", "teller", "ledger:read");
        api.post(zone + "/as-of/decide", Map.of("at", Instant.now().toString(), "input", input))
                .refused(400, "invalid_policy_input");
    }

    @Test
    void a_plus_in_the_query_is_refused_with_its_encoding() {
        var refused = api.get(zone + "/as-of?at=2026-01-01T00:00:00+02:00").refused(400, "invalid_query");
        assertThat(refused.text("error_description")).contains("%2B01:00");
    }

    private void activate(String versionId, @Nullable String reason) {
        var body = reason == null ? Map.of("version_id", versionId) : Map.of("version_id", versionId, "reason", reason);
        api.post("%s/policy-sets/%s/activate".formatted(zone, setId), body).expect(202);
    }

    private Instant after(Runnable change) {
        change.run();
        return Instant.now();
    }

    private JsonNode asOf(Instant at) {
        return api.get("%s/as-of?at=%s".formatted(zone, at)).expect(200).json();
    }

    private String told(Instant at) {
        var desired = asOf(at).get("desired");
        var change = desired.get("change");
        if (change.isNull()) {
            return "ungoverned";
        }
        return desired.get("governed").asBoolean()
                ? "%s %s %s %s"
                        .formatted(
                                change.get("change").asString(),
                                change.get("activation_seq").asString(),
                                desired.at("/version/version_id").asString(),
                                change.get("reason").isNull()
                                        ? "null"
                                        : change.get("reason").asString())
                : "ungoverned %s %s %s"
                        .formatted(
                                change.get("change").asString(),
                                change.get("activation_seq").asString(),
                                change.get("reason").asString());
    }

    private JsonNode decide(Instant at) {
        var input = Documents.mint(zoneId, "teller", "ledger:pay");
        return api.post(zone + "/as-of/decide", Map.of("at", at.toString(), "input", input))
                .expect(200)
                .json();
    }

    private void enforces(String name, int activationSeq, Instant from) {
        var id = Api.uniqueName(name + "-");
        var database = Edict.shared().owner();
        database.sql(
                        """
                        insert into bridge.decision_point
                            (id, incarnation, kind, owner, zone_id, staleness_budget_seconds, began_at, reported_at, lease_until,
                            ended_at, ended_by)
                        values (:id, 1, 'replica', 'test', :zone, 1, now(), now(), now(), now(), 'goodbye')
                        """)
                .param("id", id)
                .param("zone", zoneId)
                .update();
        database.sql(
                        """
                        insert into bridge.load (replica, incarnation, zone_id, activation_seq, from_at, recorded_at)
                        values (:id, 1, :zone, :seq, :from::timestamptz, now())
                        """)
                .param("id", id)
                .param("zone", zoneId)
                .param("seq", activationSeq)
                .param("from", from.toString())
                .update();
    }
}
