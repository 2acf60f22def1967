package dev.edict.projector.zone;

import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Maintains {@code zone_settings}. */
@Component
@ProcessingGroup("enforcement")
class ZoneSettingsProjector {

    private static final ViewStatement WRITE = new ViewStatement(
            ViewTable.ZONE_SETTINGS,
            1,
            """
            insert into zone_settings (zone_id, settings_seq, strict, canaries, evidence)
            select zone, seq, strict, canaries, evidence from {rows}
            on conflict (zone_id) do update set
                settings_seq = excluded.settings_seq, strict = excluded.strict, canaries = excluded.canaries,
                evidence = excluded.evidence
            """,
            Repeated.REPLACES);

    private final ViewWriter writer;

    ZoneSettingsProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(ZoneSettingsChanged event) {
        writer.write(
                WRITE,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("seq", event.settingsSeq())
                        .flag("strict", event.strict())
                        .text("canaries", event.canarySetting().word())
                        .text("evidence", event.evidenceSetting().word()));
    }
}
