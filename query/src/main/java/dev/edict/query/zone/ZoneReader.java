package dev.edict.query.zone;

import dev.edict.query.PageRequest;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ZoneReader {

    /** Operators and later changes of a zone are the contract's, but not (yet) facts here. */
    private static final String ZONES =
            """
            select id, name, slug, dcr_enabled, true as operator_coauthor_badge, false as operator_governed,
                created_by, false as created_via_operator, null::text as updated_by, false as updated_via_operator,
                created_at, updated_at
            from views.registered_zones
            """;

    private final JdbcClient tables;

    ZoneReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    List<RegisteredZone> list(PageRequest asked) {
        return tables.sql(
                        ZONES
                                + """
                        where (created_at, id) < (:createdAt, :id)
                        order by created_at desc, id desc limit :limit
                        """)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(RegisteredZone.class)
                .list();
    }

    Optional<RegisteredZone> find(String zoneId) {
        return tables.sql(ZONES + """
                        where id = :zone
                        """)
                .param("zone", zoneId)
                .query(RegisteredZone.class)
                .optional();
    }

    /** Empty for an unknown zone; a zone that nothing ever governed has an answer. */
    Optional<Governance> governance(String zoneId) {
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
                        where z.id = :zone
                        """)
                .param("zone", zoneId)
                .query(Governance.class)
                .optional();
    }
}
