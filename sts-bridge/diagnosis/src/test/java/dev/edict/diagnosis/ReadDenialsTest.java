package dev.edict.diagnosis;

import static dev.edict.diagnosis.DiagnosisScene.ZONE;
import static dev.edict.diagnosis.Requests.mint;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What denials are read costs the same however many decisions there are. */
@Tag("servers")
class ReadDenialsTest {

    private final DiagnosisScene scene = new DiagnosisScene();

    @Test
    void denials_are_found_by_an_index_in_a_long_audit() {
        scene.denied("e-1", "resource_not_granted", "v1", mint());
        scene.change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, occurred_at)
                select 'many-' || n, ?, 'policy_decision', 'r', 'allow', now() - n * interval '10 milliseconds'
                from generate_series(1, 20000) n
                """,
                ZONE);
        scene.change("analyze bridge.audit_events");
        var plan = scene.rows("explain " + Denials.STATEMENT, ZONE);
        var month = YearMonth.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("'audit_events_y'yyyy'm'MM"));
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Scan") && line.contains("on " + month))
                .noneMatch(line -> line.contains("Seq Scan on " + month));
        assertThat(scene.bean(Denials.class).kinds(ZONE)).singleElement().satisfies(kind -> assertThat(kind.denials())
                .isEqualTo(1));
    }
}
