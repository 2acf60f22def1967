package dev.edict.query.trail;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the timeline entries that match a filter, at a cost that does not grow with the history. */
@Component
public class TimelineEntries {

    /** The maximum number of entries that are examined for a filtered page. */
    private static final int MOST_EXAMINED = 50_000;

    /** Tells the planner where to search: it does not know that later entries mostly have higher sequences. */
    private static final String OF_A_PERIOD =
            """
            with matching as materialized (
                select sequence from views.timeline
                where zone_id = :zone and sequence {beyond} :beyond and {matches})
            select sequence from matching order by sequence {order} limit :limit
            """;

    private static final String BY_SEQUENCE =
            """
            select sequence from (
                select sequence, occurred_at, actor, event_type, request_id from views.timeline
                where zone_id = :zone and sequence {beyond} :beyond and {key}
                order by sequence {order} limit :examined) examined
            where {matches}
            order by sequence {order} limit :limit
            """;

    private static final String MATCHES =
            """
            occurred_at >= :since and occurred_at < :until
                and (:actor::text is null or actor = :actor)
                and (:event::text is null or event_type = :event)
                and (:request::text is null or request_id = :request)
            """;

    private final JdbcClient tables;
    private final int mostExamined;

    @Autowired
    public TimelineEntries(@Qualifier("queryPool") DataSource queryPool) {
        this(queryPool, MOST_EXAMINED);
    }

    TimelineEntries(DataSource queryPool, int mostExamined) {
        this.tables = JdbcClient.create(queryPool);
        this.mostExamined = mostExamined;
    }

    /** Reads a full page, or the matches among the examined entries. */
    public Part read(String zoneId, TimelineRequest asked) {
        var ofPeriod = asked.filter().hasPeriod() && isShort(zoneId, asked);
        var entries = ask(entries(ofPeriod ? OF_A_PERIOD : BY_SEQUENCE, asked), zoneId, asked)
                .query(TimelineEntry.class)
                .list();
        var complete =
                ofPeriod || entries.size() == asked.limit() || asked.filter().equals(TimelineFilter.NONE);
        return new Part(entries, complete ? null : lastExamined(zoneId, asked));
    }

    /**
     * The matching entries.
     *
     * @param examinedUpTo the last examined entry, if unexamined ones remain; null if none remain, or the page is full
     */
    public record Part(List<TimelineEntry> entries, @Nullable Long examinedUpTo) {}

    /** Whether the period is short enough to examine completely. */
    private boolean isShort(String zoneId, TimelineRequest asked) {
        return ask(
                        """
                        select count(*) < :examined from (
                            select from views.timeline
                            where zone_id = :zone and occurred_at >= :since and occurred_at < :until
                            limit :examined) found
                        """,
                        zoneId,
                        asked)
                .query(Boolean.class)
                .single();
    }

    private static String entries(String page, TimelineRequest asked) {
        return inOrder(
                """
                with page as ({page})
                select t.sequence, t.event_id, t.event_type as event,
                    to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
                    t.actor, o.text as on_behalf_of, t.via_operator, t.request_id, t.zone_id,
                    t.summary, t.policy_id, t.policy_version_id,
                    t.policy_set_id, s.name as policy_set_name, t.policy_set_version_id, v.version,
                    t.activation_seq, t.previous_version_id, t.governing_version_id, t.simulation_id,
                    n.text as reason
                from page
                join views.timeline t on t.sequence = page.sequence
                left join views.policy_sets s on s.id = t.policy_set_id
                left join views.policy_set_versions v on v.id = t.policy_set_version_id
                left join events.note n on n.note_id = t.reason_note_id
                left join events.note o on o.note_id = t.on_behalf_of_note_id
                order by t.sequence {order}
                """
                        .replace("{page}", page.replace("{matches}", MATCHES)),
                asked);
    }

    private @Nullable Long lastExamined(String zoneId, TimelineRequest asked) {
        var statement = inOrder(
                """
                select sequence from views.timeline
                where zone_id = :zone and sequence {beyond} :beyond and {key}
                order by sequence {order} offset :examined - 1 limit 1
                """,
                asked);
        return ask(statement, zoneId, asked).query(Long.class).optional().orElse(null);
    }

    /** Each key has its own index, ordered by sequence. */
    private static String inOrder(String statement, TimelineRequest asked) {
        var filter = asked.filter();
        var key = "true";
        if (filter.requestId() != null) {
            key = "request_id = :request";
        } else if (filter.event() != null) {
            key = "event_type = :event";
        } else if (filter.actor() != null) {
            key = "actor = :actor";
        }
        return statement
                .replace("{key}", key)
                .replace("{beyond}", asked.order() == TimelineRequest.Order.DESC ? "<" : ">")
                .replace("{order}", asked.order().code());
    }

    private JdbcClient.StatementSpec ask(String statement, String zoneId, TimelineRequest asked) {
        var filter = asked.filter();
        return tables.sql(statement)
                .param("zone", zoneId)
                .param("beyond", asked.beyond())
                .param("since", Objects.requireNonNullElse(filter.since(), OffsetDateTime.MIN))
                .param("until", Objects.requireNonNullElse(filter.until(), OffsetDateTime.MAX))
                .param("actor", filter.actor())
                .param("event", filter.event())
                .param("request", filter.requestId())
                .param("examined", mostExamined)
                .param("limit", asked.limit());
    }
}
