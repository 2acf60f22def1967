package dev.edict.query.trail;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TimelineReader {

    private static final String ENTRIES =
            """
            select t.sequence, t.event_id, t.event_type as event,
                to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
                t.actor, o.text as on_behalf_of, t.via_operator, t.request_id, t.zone_id,
                t.summary, t.policy_id, t.policy_version_id,
                t.policy_set_id, s.name as policy_set_name, t.policy_set_version_id, v.version,
                t.activation_seq, t.previous_version_id, t.governing_version_id, t.simulation_id, n.text as reason
            from views.timeline t
            left join views.policy_sets s on s.id = t.policy_set_id
            left join views.policy_set_versions v on v.id = t.policy_set_version_id
            left join events.note n on n.note_id = t.reason_note_id
            left join events.note o on o.note_id = t.on_behalf_of_note_id
            """;

    private final JdbcClient tables;

    TimelineReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    boolean knowsZone(String zoneId) {
        return tables.sql(
                        """
                        select exists (select from views.registered_zones where id = :zone)
                        """)
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    List<TimelineEntry> read(String zoneId, TimelineRequest asked) {
        return switch (asked.order()) {
            case DESC -> newestFirst(zoneId, asked.beyond(), asked.limit());
            case ASC -> oldestFirst(zoneId, asked.beyond(), asked.limit());
        };
    }

    private List<TimelineEntry> newestFirst(String zoneId, long before, int limit) {
        return tables.sql(
                        ENTRIES
                                + """
                        where t.zone_id = :zone and t.sequence < :before
                        order by t.sequence desc limit :limit
                        """)
                .param("zone", zoneId)
                .param("before", before)
                .param("limit", limit)
                .query(TimelineEntry.class)
                .list();
    }

    private List<TimelineEntry> oldestFirst(String zoneId, long after, int limit) {
        return tables.sql(
                        ENTRIES
                                + """
                        where t.zone_id = :zone and t.sequence > :after
                        order by t.sequence limit :limit
                        """)
                .param("zone", zoneId)
                .param("after", after)
                .param("limit", limit)
                .query(TimelineEntry.class)
                .list();
    }

    List<ActivationEntry> activations(String zoneId, long before, int limit) {
        return tables.sql(
                        """
                        select t.activation_seq,
                            case t.event_type when 'zone.version_activated' then 'activated'
                                when 'zone.activation_rolled_back' then 'rolled_back' else 'deactivated' end as change,
                            t.policy_set_id, s.name as policy_set_name, t.governing_version_id as version_id,
                            v.version, v.manifest_sha256, t.previous_version_id, t.actor,
                            o.text as on_behalf_of, t.via_operator, t.request_id,
                            t.occurred_at as since, next.occurred_at as until,
                            round(extract(epoch from coalesce(next.occurred_at, now()) - t.occurred_at), 3) as seconds,
                            t.simulation_id, n.text as reason
                        from views.timeline t
                        left join views.timeline next
                            on next.zone_id = t.zone_id and next.activation_seq = t.activation_seq + 1
                        left join views.policy_sets s on s.id = t.policy_set_id
                        left join views.policy_set_versions v on v.id = t.governing_version_id
                        left join events.note n on n.note_id = t.reason_note_id
                        left join events.note o on o.note_id = t.on_behalf_of_note_id
                        where t.zone_id = :zone and t.activation_seq < :before
                        order by t.activation_seq desc limit :limit
                        """)
                .param("zone", zoneId)
                .param("before", before)
                .param("limit", limit)
                .query(ActivationEntry.class)
                .list();
    }
}
