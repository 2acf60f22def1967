package dev.edict.app.rig;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Appends to the log directly, without Edict. */
final class ByHand {

    static final String REGISTERED = "zone.registered";

    private final JdbcClient log;

    ByHand(JdbcClient log) {
        this.log = log;
    }

    /** That a zone was registered; returns the place in the log. */
    long register(String zoneId) {
        return append(
                REGISTERED,
                zoneId,
                "{\"zoneId\":\"%s\",\"name\":\"By hand\",\"slug\":\"%s\",\"dcrEnabled\":false}"
                        .formatted(zoneId, zoneId));
    }

    /** Anything about a zone. */
    long append(String eventType, String zoneId, String payload) {
        return log.sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        values (gen_random_uuid(), 'Zone', :zone,
                            (select count(*) from events.domain_event where aggregate_id = :zone),
                            :type, '1', :payload, '{"actor":"nobody","requestId":"by hand"}',
                            to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                        returning global_index
                        """)
                .param("zone", zoneId)
                .param("type", eventType)
                .param("payload", payload)
                .query(Long.class)
                .single();
    }
}
