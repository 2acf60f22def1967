package dev.edict.query.policy;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ReadPolicyTest {

    private final Tables tables = new Tables();
    private final Slice slice = new Slice(new PolicyController(new PolicyReader(tables.database())));

    @Test
    void a_policy_is_read_with_all_its_versions_newest_first() {
        tables.policy("p1", "z1", START);
        tables.change(
                "update views.policies set description = 'who may', updated_by = 'admin:c', updated_at = ?",
                Tables.utc(Instant.parse("2026-02-01T00:00:00Z")));
        tables.policyVersion("v1", "p1", 1, Instant.parse("2026-01-01T00:00:00Z"));
        tables.policyVersion("v10", "p1", 10, START);
        tables.policyVersion("v2", "p1", 2, START);
        tables.policy("p2", "z1", START);
        tables.policyVersion("other", "p2", 1, START);
        var policy = slice.get("/v1/zones/z1/policies/p1");
        assertThat(policy.propertyNames())
                .containsExactly(
                        "id",
                        "zone_id",
                        "name",
                        "description",
                        "created_by",
                        "created_via_operator",
                        "updated_by",
                        "updated_via_operator",
                        "created_at",
                        "updated_at",
                        "versions");
        assertThat(policy.get("description").stringValue()).isEqualTo("who may");
        assertThat(policy.get("updated_by").stringValue()).isEqualTo("admin:c");
        assertThat(policy.get("updated_at").stringValue()).startsWith("2026-02-01T00:00:00");
        assertThat(policy.get("versions").valueStream().map(version -> version.get("id")
                        .stringValue()))
                .containsExactly("v10", "v2", "v1");
        assertThat(policy.get("versions").get(2).toString())
                .isEqualTo("{\"id\":\"v1\",\"policy_id\":\"p1\",\"version\":1,\"content\":\"content of v1\","
                        + "\"content_sha256\":\"e06bc275d3d314f3c318413bb6a5fc5f0fccece87eb5b908497a4856e3009817\",\"schema_version\":\"2026-05-20\",\"created_by\":\"admin:a\","
                        + "\"created_at\":\"2026-01-01T00:00:00+00:00\",\"archived_at\":null,"
                        + "\"created_via_operator\":false}");
        assertThat(policy.get("versions").get(0).get("created_at").stringValue())
                .isEqualTo("2026-01-01T00:00:00.123456+00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/zones/z1/policies/nowhere", "/v1/zones/z1/policies/gone", "/v1/zones/z2/policies/p1"})
    void an_unknown_archived_or_foreign_policy_is_not_found(String path) {
        tables.policy("p1", "z1", START);
        tables.policy("gone", "z1", START);
        tables.archive("policies", "gone");
        assertThat(slice.refused(path).reason()).isEqualTo(Reason.POLICY_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/zones/z1/policies/p1", "/v1/zones/z1/policies/p1/versions/v1"})
    void rejects_a_text_whose_hash_differs(String path) {
        tables.policy("p1", "z1", START);
        tables.policyVersion("v1", "p1", 1, START);
        tables.change("update views.policy_versions set content = 'other'");
        assertThat(slice.send(HttpMethod.GET, path).getUnresolvedException())
                .hasRootCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("the text of policy version v1 does not have the SHA-256 ")
                .hasMessageNotContaining("other");
    }
}
