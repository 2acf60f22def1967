package dev.edict.command.settings;

import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.zone_settings}: one row per zone whose settings were changed. */
@Component
@ProcessingGroup("lookups")
class JdbcZoneSettings implements StrictZones, CanarySettings {

    private final JdbcClient lookups;

    JdbcZoneSettings(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public boolean isStrict(String zoneId) {
        return lookups.sql(
                        """
                select coalesce((select strict from command.zone_settings where zone_id = :zone), false)
                """)
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public CanarySetting canaries(String zoneId) {
        return lookups.sql(
                        """
                select canaries from command.zone_settings where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(String.class)
                .optional()
                .map(CanarySetting::of)
                .orElse(CanarySetting.OFF);
    }

    /** The settings as of the current transaction. */
    Stored get(String zoneId) {
        return lookups.sql(
                        """
                select settings_seq, strict, canaries, evidence from command.zone_settings where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(Stored.class)
                .single();
    }

    record Stored(long settingsSeq, boolean strict, String canaries, String evidence) {}

    @EventHandler
    void on(ZoneSettingsChanged event) {
        lookups.sql(
                        """
                insert into command.zone_settings (zone_id, settings_seq, strict, canaries, evidence)
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
