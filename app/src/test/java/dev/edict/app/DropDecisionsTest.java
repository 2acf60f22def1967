package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions after their retention are dropped, and the log keeps what they were. */
@Tag("servers")
class DropDecisionsTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(4);

    @Test
    void a_shortened_retention_drops_old_months_within_a_minute_and_the_timeline_tells_what_they_had() {
        var zoneId = api.post("/v1/zones", Map.of("name", Api.uniqueName("zone")))
                .expect(201)
                .text("id");
        decisions(zoneId, 3);
        api.send("PUT", "/v1/audit-retention", "{\"retention_days\":30}", Map.of("content-type", "application/json"))
                .expect(200);
        await("that the month is dropped").atMost(WITHIN).until(() -> !hasTable());
        assertThat(edict.owner()
                        .sql("select decisions || ' ' || denied from command.sealed_decisions where zone_id = :zone")
                        .param("zone", zoneId)
                        .query(String.class)
                        .list())
                .containsExactly("3 3");
        await("the timeline").untilAsserted(() -> assertThat(api.get("/v1/zones/%s/timeline".formatted(zoneId))
                        .expect(200)
                        .body())
                .contains(
                        "Sealed 3 decisions of %s before they are dropped: 0 allow, 3 deny, 0 other".formatted(month)));
    }

    private void decisions(String zoneId, int count) {
        edict.owner()
                .sql("select bridge.make_audit_month(:month)")
                .param("month", month.atDay(1))
                .query(row -> {});
        edict.owner()
                .sql(
                        """
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, metadata_json,
                            occurred_at, content_sha256)
                        select :zone || i, :zone, 'policy_decision', 'r' || i, 'deny', '{}',
                            cast(:day as timestamp) at time zone 'UTC', 'sha'
                        from generate_series(1, :count) i
                        """)
                .param("zone", zoneId)
                .param("day", month.atDay(10).atStartOfDay())
                .param("count", count)
                .update();
    }

    private boolean hasTable() {
        return edict.owner()
                .sql("select to_regclass(:table) is not null")
                .param("table", "bridge.audit_events_y%04dm%02d".formatted(month.getYear(), month.getMonthValue()))
                .query(Boolean.class)
                .single();
    }
}
