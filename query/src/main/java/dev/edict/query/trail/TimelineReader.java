package dev.edict.query.trail;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the activations of a zone. */
@Component
public class TimelineReader {

    private final JdbcClient tables;

    TimelineReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public boolean knowsZone(String zoneId) {
        return tables.sql(
                        """
                        select exists (select from views.registered_zones where id = :zone)
                        """)
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    public List<ActivationEntry> activations(String zoneId, long before, int limit) {
        return tables.sql(
                        """
                        with page as materialized (
                            select sequence from views.timeline
                            where zone_id = :zone and activation_seq < :before
                            order by activation_seq desc limit :limit)
                        select t.activation_seq,
                            case t.event_type when 'zone.version_activated' then 'activated'
                                when 'zone.activation_rolled_back' then 'rolled_back' else 'deactivated' end as change,
                            t.policy_set_id, s.name as policy_set_name, t.governing_version_id as version_id,
                            v.version, v.manifest_sha256, t.previous_version_id, t.actor,
                            o.text as on_behalf_of, t.via_operator, t.request_id,
                            t.occurred_at as since, next.occurred_at as until,
                            round(extract(epoch from coalesce(next.occurred_at, now()) - t.occurred_at), 3) as seconds,
                            t.simulation_id, n.text as reason
                        from page
                        join views.timeline t on t.sequence = page.sequence
                        left join views.timeline next
                            on next.zone_id = t.zone_id and next.activation_seq = t.activation_seq + 1
                        left join views.policy_sets s on s.id = t.policy_set_id
                        left join views.policy_set_versions v on v.id = t.governing_version_id
                        left join events.note n on n.note_id = t.reason_note_id
                        left join events.note o on o.note_id = t.on_behalf_of_note_id
                        order by t.activation_seq desc
                        """)
                .param("zone", zoneId)
                .param("before", before)
                .param("limit", limit)
                .query(ActivationEntry.class)
                .list();
    }
}
