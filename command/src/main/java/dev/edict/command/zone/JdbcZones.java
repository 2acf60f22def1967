package dev.edict.command.zone;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.attribution.OperatorBadge;
import dev.edict.command.zone.directory.KnownZones;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.zone}: the existing zones, their slugs, and their governing versions. */
@Component
@ProcessingGroup("lookups")
class JdbcZones implements KnownZones, SlugNumbers, ZoneDirectory, OperatorBadge {

    private final JdbcClient lookups;

    JdbcZones(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public boolean exists(String zoneId) {
        return lookups.sql(
                        """
                select exists (select from command.zone where zone_id = :zone and not archived)
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

    /** One query: it doubles the number until one is free, then bisects down to the last taken one. */
    @Override
    public long next(String slug) {
        return lookups.sql(
                        """
                with recursive search (taken, free, halving) as (
                    select 1::bigint, 2::bigint, false
                    union all
                    select case when hit then probe else taken end,
                        case when not hit then probe when halving then free else 2 * probe end,
                        halving or not hit
                    from search,
                        lateral (select case when halving then (taken + free) / 2 else free end as probe) asked,
                        lateral (select exists (select from command.zone where slug = :slug || '-' || probe) as hit) answer
                    where not halving or free - taken > 1)
                select free from search where halving and free - taken = 1
                """)
                .param("slug", slug)
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<KnownZone> find(String zoneId) {
        return lookups.sql(
                        """
                select account, slug like 'caracal-sys-%' or lower(name) like 'caracal.sys/%' as reserved
                from command.zone where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(KnownZone.class)
                .optional();
    }

    @Override
    public boolean isShownIn(String zoneId) {
        return lookups.sql(
                        """
                select coalesce((select operator_coauthor_badge from command.zone where zone_id = :zone), true)
                """)
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    @EventHandler
    void on(ZoneRegistered event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.zone
                    (zone_id, name, slug, dcr_enabled, account, created_by, created_via_operator, created_at, updated_at)
                values (:zone, :name, :slug, :dcr, :account, events.author(:note, :actor), :operator, :at, :at)
                """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("slug", event.slug())
                .param("dcr", event.dcrEnabled())
                .param("account", metadata.get(ZoneDirectory.ACCOUNT))
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(ZoneChanged event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                update command.zone set name = coalesce(:name, name), slug = coalesce(:slug, slug),
                    dcr_enabled = coalesce(:dcr, dcr_enabled),
                    operator_coauthor_badge = coalesce(:badge, operator_coauthor_badge),
                    operator_governed = coalesce(:governed, operator_governed),
                    updated_by = events.author(:note, :actor), updated_via_operator = :operator, updated_at = :at
                where zone_id = :zone
                """)
                .param("dcr", event.dcrEnabled())
                .param("governed", event.operatorGoverned())
                .param("note", by.noteId())
                .param("actor", by.changer())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("slug", event.slug())
                .param("badge", event.operatorCoauthorBadge())
                .update();
    }

    @EventHandler
    void on(ZoneArchived event) {
        lookups.sql(
                        """
                update command.zone set archived = true where zone_id = :zone
                """)
                .param("zone", event.zoneId())
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
