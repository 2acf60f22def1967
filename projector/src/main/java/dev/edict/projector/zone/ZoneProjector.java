package dev.edict.projector.zone;

import dev.edict.command.api.zone.ZoneRegistered;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code registered_zones}. */
@Component
@ProcessingGroup("enforcement")
class ZoneProjector {

    private final JdbcClient views;

    ZoneProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(ZoneRegistered event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        views.sql(
                        """
                insert into registered_zones (id, name, slug, dcr_enabled, created_by, created_at, updated_at)
                values (:zone, :name, :slug, :dcr, :actor, :at, :at)
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("slug", event.slug())
                .param("dcr", event.dcrEnabled())
                .param("actor", actor)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
