package dev.edict.projector.canary;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** Maintains {@code canaries} and {@code zone_canaries}. */
@Component
@ProcessingGroup("enforcement")
class CanaryProjector {

    private static final ViewStatement DEFINE = new ViewStatement(
                    ViewTable.CANARIES,
                    1,
                    """
                    insert into canaries
                        (zone_id, name, input, input_sha256, expect, expect_reason, defined_by, defined_at)
                    select zone, name, content, r.sha256, expect, reason, events.author(note, actor), at
                    from {rows} join events.content t on t.sha256 = r.sha256
                        and encode(sha256(convert_to(t.content, 'UTF8')), 'hex') = r.sha256
                    on conflict (zone_id, name) do update set
                        input = excluded.input, input_sha256 = excluded.input_sha256, expect = excluded.expect,
                        expect_reason = excluded.expect_reason, defined_by = excluded.defined_by,
                        defined_at = excluded.defined_at
                    """,
                    Repeated.REPLACES)
            .orElse(row -> "the log has no text with the SHA-256 %s of canary %s: it is missing or was changed"
                    .formatted(row.value("sha256"), row.value("name")));

    private static final ViewStatement REMOVE = new ViewStatement(
            ViewTable.CANARIES,
            2,
            """
            delete from canaries c using {rows} where c.zone_id = zone and c.name = r.name
            """,
            Repeated.FOLLOWS);

    private static final ViewStatement COUNT = new ViewStatement(
            ViewTable.ZONE_CANARIES,
            1,
            """
            insert into zone_canaries (zone_id, canaries_version, canaries) select zone, version, count from {rows}
            on conflict (zone_id) do update set
                canaries_version = excluded.canaries_version, canaries = excluded.canaries
            """,
            Repeated.REPLACES);

    private final ViewWriter writer;

    CanaryProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(CanaryDefined event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                DEFINE,
                canary(event.zoneId(), event.name())
                        .text("expect", event.expect())
                        .text("reason", event.expectReason())
                        .text("note", by.noteId())
                        .text("actor", by.actor())
                        .time("at", at)
                        .text("sha256", event.inputSha256()));
        count(event);
    }

    @EventHandler
    void on(CanaryRemoved event) {
        writer.write(REMOVE, canary(event.zoneId(), event.name()));
        count(event);
    }

    private void count(CanaryEvent event) {
        writer.write(
                COUNT,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("version", event.canariesVersion())
                        .number("count", (long) event.count()));
    }

    private static ViewRow canary(String zoneId, String name) {
        return ViewRow.of(zoneId + "/" + name).text("zone", zoneId).text("name", name);
    }
}
