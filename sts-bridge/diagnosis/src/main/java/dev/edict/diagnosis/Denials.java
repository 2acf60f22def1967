package dev.edict.diagnosis;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the newest 1,000 denials of the last hour, by reason, resource and application. */
@Component
class Denials {

    private static final int MOST = 1_000;
    private static final int MOST_KINDS = 20;

    static final String STATEMENT =
            """
            with denied as (
                select e.id, e.occurred_at, e.decision_point, e.metadata_json ->> 'resource' as resource,
                    e.metadata_json ->> 'application_id' as application,
                    coalesce(e.reason, e.diagnostics_json -> 0 ->> 'reason', 'not_recorded') as reason
                from bridge.audit_events e
                where bridge.audit_key(e.zone_id, e.decision) = bridge.audit_key(:zone, 'deny')
                    and e.zone_id = :zone and e.decision = 'deny'
                    and e.occurred_at > now() - interval '1 hour'
                order by e.occurred_at desc limit :most)
            select reason, resource, application, count(*) as denials, max(occurred_at) as last_at,
                (extract(epoch from now() - max(occurred_at)) * 1000)::bigint as age_ms,
                (array_agg(id order by occurred_at desc))[1] as event_id,
                (array_agg(decision_point order by occurred_at desc))[1] as decision_point
            from denied group by reason, resource, application
            order by denials desc, reason, resource limit :kinds
            """;

    private final JdbcClient tables;

    Denials(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * Denials of one kind.
     *
     * @param denials how many there are among the newest 1,000
     * @param ageMs of the newest one
     * @param eventId of the newest one
     */
    record Kind(
            String reason,
            @Nullable String resource,
            @Nullable String application,
            int denials,
            Instant lastAt,
            long ageMs,
            String eventId,
            @Nullable String decisionPoint) {}

    /** The most frequent kinds first. */
    List<Kind> kinds(String zoneId) {
        return tables.sql(STATEMENT)
                .param("zone", zoneId)
                .param("most", MOST)
                .param("kinds", MOST_KINDS)
                .query(Kind.class)
                .list();
    }
}
