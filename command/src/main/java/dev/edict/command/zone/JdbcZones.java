package dev.edict.command.zone;

import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.ZoneRegistered;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.zone}: the zones there are, their slugs, and what governs each. */
@Component
@ProcessingGroup("lookups")
class JdbcZones implements KnownZones {

    private final JdbcClient lookups;

    JdbcZones(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public boolean exists(String zoneId) {
        return lookups.sql(
                        """
                select exists (select from command.zone where zone_id = :zone)
                """)
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean isSlugTaken(String slug) {
        return lookups.sql(
                        """
                select exists (select from command.zone where slug = :slug)
                """)
                .param("slug", slug)
                .query(Boolean.class)
                .single();
    }

    /** What a client that just registered a zone is told about it. */
    Registered registered(String zoneId) {
        return lookups.sql(
                        """
                select slug, created_at from command.zone where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query((row, n) -> new Registered(
                        row.getString("slug"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    record Registered(String slug, Instant createdAt) {}

    @EventHandler
    void on(ZoneRegistered event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.zone (zone_id, slug, created_at) values (:zone, :slug, :at)
                """)
                .param("zone", event.zoneId())
                .param("slug", event.slug())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(GovernanceChanged event) {
        lookups.sql(
                        """
                update command.zone set governing_version_id = :version where zone_id = :zone
                """)
                .param("zone", event.zoneId())
                .param("version", event.governingVersionId())
                .update();
    }
}
