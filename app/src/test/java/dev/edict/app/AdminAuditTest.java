package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit of Admin API requests; the record of a change is part of its transaction. */
@Tag("servers")
class AdminAuditTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @Test
    void a_change_is_recorded_once_with_its_kind_and_what_it_changed() {
        var zoneId = api.zone();
        var policy = api.post(
                        "/v1/zones/%s/policies".formatted(zoneId), Map.of("name", "p", "content", Documents.GRANTS))
                .expect(201)
                .text("id");
        api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, policy)).expect(204);
        assertThat(rows(zoneId))
                .containsExactly(
                        "bootstrap bootstrap global POST policies %s 201 {\"change_kind\":\"create\",\"changed_fields\":[\"content\",\"name\"]}"
                                .formatted(policy),
                        "bootstrap bootstrap global DELETE policies %s 204 {\"change_kind\":\"delete\",\"changed_fields\":[]}"
                                .formatted(policy));
    }

    @Test
    void without_the_record_there_is_no_change() {
        edict.owner()
                .sql(
                        "alter table command.admin_audit add constraint broken check (path not like '%/policy-sets') not valid")
                .update();
        try {
            var zoneId = api.zone();
            api.post("/v1/zones/%s/policy-sets".formatted(zoneId), Map.of("name", "s"))
                    .refused(500, "internal_error");
            assertThat(api.get("/v1/zones/%s/policy-sets".formatted(zoneId))
                            .json()
                            .path("items"))
                    .isEmpty();
        } finally {
            edict.owner()
                    .sql("alter table command.admin_audit drop constraint broken")
                    .update();
        }
    }

    @Test
    void a_success_without_a_command_is_recorded_before_every_response() {
        var zone = api.governed(1);
        var simulate = "/v1/zones/%s/policy-sets/%s/simulate".formatted(zone.zoneId(), zone.policySetId());
        var before = rows(zone.zoneId()).size();
        for (int n = 1; n <= 61; n++) {
            api.post(simulate, Map.of("version_id", zone.versionIds().get(0))).expect(200);
            assertThat(rows(zone.zoneId())).hasSize(before + n);
        }
        assertThat(rows(zone.zoneId()))
                .endsWith(
                        "bootstrap bootstrap global POST policy-sets %s 200 {\"change_kind\":\"action\",\"changed_fields\":[\"version_id\"]}"
                                .formatted(zone.policySetId()));
    }

    @Test
    void a_success_whose_record_fails_returns_an_error() {
        edict.owner()
                .sql(
                        "alter table command.admin_audit add constraint broken check (path not like '%/validate') not valid")
                .update();
        try {
            api.post("/v1/policies/validate", Map.of("content", Documents.GRANTS))
                    .refused(500, "internal_error");
        } finally {
            edict.owner()
                    .sql("alter table command.admin_audit drop constraint broken")
                    .update();
        }
    }

    @Test
    void a_denial_of_an_authenticated_caller_is_recorded_with_its_code() {
        var zoneId = api.zone();
        api.post("/v1/zones/%s/rollback".formatted(zoneId), Map.of("reason", "r"))
                .refused(409, "no_rollback_target");
        await("the record").until(() -> rows(zoneId).size() == 1);
        assertThat(rows(zoneId))
                .containsExactly("bootstrap bootstrap global POST zones %s 409 {\"error\":\"no_rollback_target\"}"
                        .formatted(zoneId));
    }

    @Test
    void a_denied_read_is_recorded_and_a_successful_read_is_not() {
        var zoneId = api.zone();
        api.get("/v1/zones/%s/policies".formatted(zoneId)).expect(200);
        api.get("/v1/zones/%s/policies/none".formatted(zoneId)).refused(404, "policy_not_found");
        await("the record").until(() -> !rows(zoneId).isEmpty());
        assertThat(rows(zoneId))
                .containsExactly("bootstrap bootstrap global GET policies none 404 {\"error\":\"policy_not_found\"}");
    }

    @Test
    void a_change_that_an_operator_made_says_so() {
        var zoneId = api.zone();
        var headers = Map.of("content-type", "application/json", "x-caracal-created-via", "operator");
        api.send("POST", "/v1/zones/%s/policy-sets".formatted(zoneId), "{\"name\":\"s\"}", headers)
                .expect(201);
        assertThat(rows(zoneId))
                .singleElement()
                .asString()
                .endsWith("{\"operator\":true,\"change_kind\":\"create\",\"changed_fields\":[\"name\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update command.admin_audit set actor_id = 'somebody-else'",
                "delete from command.admin_audit",
                "truncate command.admin_audit"
            })
    void records_cannot_be_changed(String change) {
        assertThatThrownBy(() -> edict.owner().sql(change).update()).hasMessageContaining("append-only");
    }

    @Test
    void an_unauthenticated_request_leaves_no_record() {
        var zoneId = api.zone();
        api.withToken("nobody-knows-this-token").delete("/v1/zones/" + zoneId).expect(401);
        api.post("/v1/zones/%s/rollback".formatted(zoneId), Map.of("reason", "r"))
                .expect(409);
        await("the record of the other one").until(() -> !rows(zoneId).isEmpty());
        assertThat(rows(zoneId)).hasSize(1);
    }

    @Test
    void a_replayed_response_is_recorded_once() {
        var zoneId = api.zone();
        var headers = Map.of(
                "content-type",
                "application/json",
                "idempotency-key",
                UUID.randomUUID().toString());
        for (int n = 0; n < 3; n++) {
            api.send("POST", "/v1/zones/%s/policy-sets".formatted(zoneId), "{\"name\":\"s\"}", headers)
                    .expect(201);
        }
        assertThat(rows(zoneId)).hasSize(1);
    }

    private List<String> rows(String zoneId) {
        return edict.sql()
                .sql(
                        """
                        select concat_ws(' ', actor_id, actor_name, actor_scope, method, entity_type, entity_id,
                            status_code, payload_json)
                        from command.admin_audit where zone_id = :zone order by occurred_at, id
                        """)
                .param("zone", zoneId)
                .query(String.class)
                .list();
    }
}
