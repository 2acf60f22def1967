package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL becomes read-only: reads succeed, changes fail, and no repair is necessary afterwards. */
@Tag("servers")
class ReadOnlyDatabaseTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @Test
    void changes_get_a_503_with_retry_after_and_reads_succeed() {
        var zone = api.governed(2);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);

        ReadOnlyDatabase.during(edict, () -> {
            assertThat(api.get("/ready").expect(503).body())
                    .isEqualTo("{\"ok\":false,\"error\":\"postgres_read_only\",\"dependency\":\"postgres\"}");
            var refused = api.activate(
                            zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                    .refused(503, "postgres_read_only");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            api.post("/v1/zones", Map.of("name", "never kept")).refused(503, "postgres_read_only");
            api.send(
                            "PUT",
                            "/v1/audit-retention",
                            "{\"retention_days\":30}",
                            Map.of("content-type", "application/json"))
                    .refused(503, "postgres_read_only");
            assertThat(api.get("/v1/zones/%s/active".formatted(zone.zoneId()))
                            .expect(200)
                            .text("version_id"))
                    .isEqualTo(zone.versionIds().get(0));
        });

        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                .expect(202);
        await("the timeline to go on by itself").atMost(Duration.ofSeconds(20)).until(() -> api.get(
                        "/v1/zones/%s/timeline?limit=1".formatted(zone.zoneId()))
                .body()
                .contains("\"activation_seq\":2"));
    }
}
