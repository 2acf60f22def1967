package dev.edict.projector.zone;

import dev.edict.command.api.settings.ZoneSettingsChanged;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maintains {@code zone_settings}. */
@Component
@ProcessingGroup("enforcement")
class ZoneSettingsProjector {

    private final JdbcClient views;

    ZoneSettingsProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(ZoneSettingsChanged event) {
        views.sql(
                        """
                insert into zone_settings (zone_id, settings_seq, strict, canaries, evidence)
                values (:zone, :seq, :strict, :canaries, :evidence)
                on conflict (zone_id) do update set
                    settings_seq = excluded.settings_seq, strict = excluded.strict, canaries = excluded.canaries,
                    evidence = excluded.evidence
                """)
                .param("zone", event.zoneId())
                .param("seq", event.settingsSeq())
                .param("strict", event.strict())
                .param("canaries", event.canarySetting().word())
                .param("evidence", event.evidenceSetting().word())
                .update();
    }
}
