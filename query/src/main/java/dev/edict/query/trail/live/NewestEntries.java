package dev.edict.query.trail.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

    /** @param zoneId null for all zones */
    long of(@Nullable String zoneId) {
        return zoneId == null ? ofAllZones() : of(List.of(zoneId)).getOrDefault(zoneId, 0L);
    }

    /**
     * The sequence up to which the timelines of all zones are complete. A zone that stands still gets its entries later,
     * between those of other zones.
     */
    long ofAllZones() {
        return tables.sql(
                        """
                        select least(
                            coalesce((select max(sequence) from views.timeline), 0),
                            (select min(event.global_index) - 1
                                from (select distinct on (zone_id) event_id from projection.dead_letter
                                    where processor_name = 'timeline'
                                    order by zone_id, position_in_zone) oldest
                                join events.domain_event event using (event_id)))
                        """)
                .query(Long.class)
                .single();
    }

    /** The sequence of the last event of the log. */
    long inLog() {
        return tables.sql("select coalesce((select global_index from events.high_water), 0)")
                .query(Long.class)
                .single();
    }
}
