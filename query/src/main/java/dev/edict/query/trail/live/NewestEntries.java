package dev.edict.query.trail.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far the timelines of zones have come. */
@Component
class NewestEntries {

    private final JdbcClient tables;

    NewestEntries(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The sequence of each zone's newest entry, with one index look-up a zone; 0 for a zone without entries. */
    Map<String, Long> of(Collection<String> zoneIds) {
        return tables
                .sql(
                        """
                        select zone.id, coalesce(
                            (select sequence from views.timeline where zone_id = zone.id order by sequence desc limit 1),
                            0) as newest
                        from unnest(:zones) as zone (id)
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getString("id"), row.getLong("newest")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    long of(String zoneId) {
        return of(List.of(zoneId)).getOrDefault(zoneId, 0L);
    }
}
