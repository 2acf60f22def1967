package dev.edict.query.feed;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads which zones changed. Changes commit in the order of their positions, so none appears behind a cursor later.
 */
@Component
public class ActivationFeedReader {

    private final JdbcClient tables;

    ActivationFeedReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The position of the newest change of any zone; 0 before the first. */
    long newest() {
        return tables.sql("select coalesce(max(position), 0) from views.zone_activations")
                .query(Long.class)
                .single();
    }

    /** At most {@code limit} zones that changed after a position, the oldest change first; one zone, or null for all. */
    public List<ActivationChange> after(long position, @Nullable String zoneId, int limit) {
        return tables.sql(
                        """
                        select zone_id, activation_seq, version_id, manifest_sha256, position
                        from views.zone_activations
                        where position > :position and (:zone::text is null or zone_id = :zone)
                        order by position limit :limit
                        """)
                .param("position", position)
                .param("zone", zoneId)
                .param("limit", limit)
                .query(ActivationChange.class)
                .list();
    }
}
