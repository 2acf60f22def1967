package dev.edict.projector.zone;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneRegistered;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maintains {@code registered_zones}. */
@Component
@ProcessingGroup("enforcement")
class ZoneProjector {

    private final JdbcClient views;

    ZoneProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(ZoneRegistered event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        views.sql(
                        """
                insert into registered_zones
                    (id, name, slug, dcr_enabled, account, created_by, created_via_operator, created_at, updated_at)
                values (:zone, :name, :slug, :dcr, :account, events.author(:note, :actor), :operator, :at, :at)
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("slug", event.slug())
                .param("dcr", event.dcrEnabled())
                .param("account", metadata.get(ZoneDirectory.ACCOUNT))
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(ZoneChanged event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        views.sql(
                        """
                update registered_zones set name = coalesce(:name, name), slug = coalesce(:slug, slug),
                    dcr_enabled = coalesce(:dcr, dcr_enabled),
                    operator_coauthor_badge = coalesce(:badge, operator_coauthor_badge),
                    operator_governed = coalesce(:governed, operator_governed),
                    updated_at = :at, updated_by = events.author(:note, :actor), updated_via_operator = :operator
                where id = :zone
                """)
                .param("name", event.name())
                .param("slug", event.slug())
                .param("dcr", event.dcrEnabled())
                .param("badge", event.operatorCoauthorBadge())
                .param("governed", event.operatorGoverned())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("note", by.noteId())
                .param("actor", by.changer())
                .param("operator", by.viaOperator())
                .param("zone", event.zoneId())
                .update();
    }

    @EventHandler
    void on(ZoneArchived event, @Timestamp Instant at) {
        views.sql(
                        """
                update registered_zones set archived_at = :at where id = :zone
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("zone", event.zoneId())
                .update();
    }
}
