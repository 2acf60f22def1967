package dev.edict.query.zone;

import dev.edict.query.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads zones, their settings and what governs them. */
@Component
public class ZoneReader {

    private static final String ZONES =
            """
            select id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed, created_by,
                created_via_operator, updated_by, updated_via_operator, created_at, updated_at
            from views.registered_zones where archived_at is null
            """;

    private final JdbcClient tables;
    private final Applications applications;

    ZoneReader(@Qualifier("queryPool") DataSource queryPool, Applications applications) {
        this.tables = JdbcClient.create(queryPool);
        this.applications = applications;
    }

    /**
     * Excludes the installation's own zones and, for a caller with an account, zones of other accounts.
     *
     * @param slug the exact slug; null for every zone
     */
    public List<RegisteredZone> list(PageRequest asked, @Nullable String account, @Nullable String slug) {
        return tables.sql(
                        ZONES
                                + """
                            and slug not like 'caracal-sys-%' and lower(name) not like 'caracal.sys/%'
                            and (:account::text is null or account = :account)
                            and (:slug::text is null or slug = :slug)
                            and (created_at, id) < (:createdAt, :id)
                        order by created_at desc, id desc limit :limit
                        """)
                .param("account", account)
                .param("slug", slug)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(RegisteredZone.class)
                .list();
    }

    public Optional<RegisteredZone> find(String zoneId) {
        return tables.sql(ZONES + """
                        and id = :zone
                        """)
                .param("zone", zoneId)
                .query(RegisteredZone.class)
                .optional();
    }

    /** Empty for an unknown zone; present for a zone that was never governed. */
    public Optional<Governance> governance(String zoneId) {
        return governances(List.of(zoneId)).stream().findFirst();
    }

    /** What governs each of these zones, in no order; unknown zones are left out. */
    public List<Governance> governances(Collection<String> zoneIds) {
        return tables.sql(
                        """
                        select z.id as zone_id, g.version_id is not null as governed,
                            s.id as policy_set_id, s.name as policy_set_name,
                            g.version_id, v.version, v.manifest_sha256,
                            coalesce(g.activation_seq, 0) as activation_seq, g.previous_version_id,
                            g.since, g.actor, g.dispatch_id as outbox_id
                        from views.registered_zones z
                        left join views.governance g on g.zone_id = z.id
                        left join views.policy_set_versions v on v.id = g.version_id
                        left join views.policy_sets s on s.id = g.policy_set_id and g.version_id is not null
                        where z.id = any(:zones) and z.archived_at is null
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .query(Governance.class)
                .list();
    }

    /** Empty for an unknown zone; the defaults for a zone whose settings were never changed. */
    public Optional<ZoneSettings> settings(String zoneId) {
        return tables.sql(
                        """
                        select coalesce(s.strict, false) as strict, coalesce(s.canaries, 'off') as canaries,
                            coalesce(s.evidence, 'none') as evidence,
                            coalesce(s.settings_seq, 0) as settings_seq
                        from views.registered_zones z left join views.zone_settings s on s.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .query(ZoneSettings.class)
                .optional();
    }

    /** Counts the self-registered applications, if a token service stores them in the same database. */
    public Optional<DcrStatus> dcrStatus(String zoneId) {
        return find(zoneId).map(zone -> new DcrStatus(zoneId, zone.dcrEnabled(), applications.live(zoneId)));
    }
}
