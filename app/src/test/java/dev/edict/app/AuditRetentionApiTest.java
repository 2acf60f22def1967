package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long decision audit events are kept. */
@Tag("servers")
class AuditRetentionApiTest {

    private final Api api = Edict.shared().api();

    @Test
    void retention_can_be_set_up_to_the_maximum() {
        assertThat(put("{\"retention_days\":90}").expect(200).json().toString())
                .matches(
                        "\\{\"retention_days\":90,\"max_days\":365,\"updated_by\":\"admin:bootstrap\",\"updated_at\":\".*Z\"}");
        put("{\"retention_days\":30.0}").expect(200);
        assertThat(put("{\"retention_days\":30}").expect(200).json())
                .isEqualTo(api.get("/v1/audit-retention").expect(200).json());
    }

    @Test
    void is_never_longer_than_allowed() {
        var refused = put("{\"retention_days\":366}").refused(400, "retention_above_limit");
        assertThat(refused.json().path("max_days").asInt()).isEqualTo(365);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"retention_days\":0}",
                "{\"retention_days\":30.9}",
                "{\"retention_days\":1e99}",
                "{\"retention_days\":true}",
                "{\"retention_days\":\"x\"}",
                "{\"retention_days\":1,\"surprise\":1}"
            })
    void is_a_number_of_days(String body) {
        put(body).refused(400, "invalid_body");
    }

    private Api.Answer put(String body) {
        return api.send("PUT", "/v1/audit-retention", body, Map.of("content-type", "application/json"));
    }
}
