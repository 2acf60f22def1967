package dev.edict.audit.retention;

import dev.edict.command.api.partition.SealDecisionPartition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the events of a closed month, in statements that stay short. */
final class MonthContents {

    private static final int PAGE = 5_000;

    private final JdbcClient sql;
    private final int page;

    MonthContents(DataSource session) {
        this(session, PAGE);
    }

    MonthContents(DataSource session, int page) {
        this.sql = JdbcClient.create(session);
        this.page = page;
    }

    /** Returns the zones that have events, each found by one look into an index. */
    List<String> zones(MonthTable table) {
        return sql.sql(
                        """
                        with recursive found as (
                            (select zone_id from %1$s order by zone_id limit 1)
                            union all
                            select (select zone_id from %1$s where zone_id > found.zone_id order by zone_id limit 1)
                            from found where found.zone_id is not null)
                        select zone_id from found where zone_id is not null
                        """
                                .formatted(table.name()))
                .query(String.class)
                .list();
    }

    /**
     * Counts and hashes the events of a zone.
     *
     * @throws CancellationException if the thread is interrupted
     */
    SealDecisionPartition summary(MonthTable table, String zoneId) {
        var summary = new ZoneSummary();
        // No id is empty.
        @Nullable Decision last = new Decision("", table.start(), "", null);
        while (last != null) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while the events of a month were read");
            }
            var events = page(table, zoneId, last);
            events.forEach(summary::add);
            last = events.size() < page ? null : events.get(events.size() - 1);
        }
        return summary.of(zoneId, table.month());
    }

    private List<Decision> page(MonthTable table, String zoneId, Decision after) {
        return sql.sql(pageOf(table))
                .param("zone", zoneId)
                .param("at", after.occurredAt())
                .param("id", after.id())
                .param("page", page)
                .query(Decision.class)
                .list();
    }

    static String pageOf(MonthTable table) {
        return """
                select id, occurred_at, decision, content_sha256 from %s
                where zone_id = :zone and (occurred_at, id) > (:at, :id)
                order by occurred_at, id limit :page
                """
                .formatted(table.name());
    }

    /** @param contentSha256 null only for events that an earlier release stored */
    record Decision(String id, OffsetDateTime occurredAt, String decision, @Nullable String contentSha256) {

        Instant at() {
            return occurredAt.toInstant();
        }
    }
}
