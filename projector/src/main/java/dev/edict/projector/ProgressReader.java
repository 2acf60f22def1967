package dev.edict.projector;

import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the log with the token and the dead letters of a processor. */
final class ProgressReader {

    private final String processor;
    private final JdbcClient database;

    ProgressReader(String processor, DataSource database) {
        this.processor = processor;
        this.database = JdbcClient.create(database);
    }

    Progress read() {
        var position = position();
        return database.sql(
                        """
                select coalesce((select max(global_index) from events.domain_event), 0) as head,
                       :position as position,
                       coalesce((select extract(epoch from clock_timestamp() - occurred_at::timestamptz)
                                 from events.domain_event where global_index = :position + 1
                                 and metadata::json ->> 'imported' is null), 0) as lag_seconds,
                       count(letter_id) as dead_letters,
                       count(distinct zone_id) as stalled_zones,
                       (array_agg(zone_id order by zone_id, position_in_zone))[1] as stalled_zone,
                       (array_agg(cause_type || ': ' || cause_message order by zone_id, position_in_zone))[1] as cause
                from projection.dead_letter where processor_name = :processor
                """)
                .param("position", position)
                .param("processor", processor)
                .query(Progress.class)
                .single();
    }

    private long position() {
        return database.sql(
                        """
                select token_type, token from projection.token where processor_name = :processor and segment = 0
                """)
                .param("processor", processor)
                .query((row, n) -> positionOf(row.getString("token_type"), row.getBytes("token")))
                .optional()
                .orElse(0L);
    }

    private static long positionOf(@Nullable String type, byte @Nullable [] token) {
        if (type == null || token == null) {
            return 0;
        }
        TrackingToken read =
                ProjectorModule.TOKENS.deserialize(new SimpleSerializedObject<>(token, byte[].class, type, null));
        return WrappedToken.unwrapLowerBound(read).position().orElse(0);
    }
}
