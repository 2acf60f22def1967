package dev.edict.query.trail;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The conditions of a search in the timeline of a zone, or of all zones. Exactly one of them names an index; the others
 * are checked on the rows that it finds. The expressions are those of the indexes.
 */
final class TimelineSearch {

    private static final String WORDS =
            """
            search @@ (websearch_to_tsquery('simple', coalesce(:text, ''))
                && case when :onBehalfOf::text is null then ''::tsquery
                    else ('''name:' || encode(sha256(convert_to(:onBehalfOf, 'UTF8')), 'hex') || '''')::tsquery end
                && case when :zone::text is null then ''::tsquery else ('''zone:' || :zone || '''')::tsquery end)
            """;

    private final @Nullable String zoneId;
    private final EntryFilter filter;
    private final long low;
    private final long high;

    /** @param low the sequence below the first one, and {@code high} the one above the last */
    private TimelineSearch(@Nullable String zoneId, EntryFilter filter, long low, long high) {
        this.zoneId = zoneId;
        this.filter = filter;
        this.low = low;
        this.high = high;
    }

    /** A period of the log's own time is a range of sequences. */
    static TimelineSearch of(@Nullable String zoneId, TimelineRequest asked, JdbcClient tables) {
        var filter = asked.filter();
        var isDescending = asked.order() == TimelineRequest.Order.DESC;
        var low = filter.since() == null ? 0 : before(filter.since(), tables);
        var high = filter.until() == null ? Long.MAX_VALUE : before(filter.until(), tables) + 1;
        return new TimelineSearch(
                zoneId,
                filter.entries(),
                isDescending ? low : Math.max(low, asked.beyond()),
                isDescending ? Math.min(high, asked.beyond()) : high);
    }

    private static long before(OffsetDateTime instant, JdbcClient tables) {
        return tables.sql("select events.head_at(:instant - interval '1 microsecond')")
                .param("instant", instant)
                .query(Long.class)
                .single();
    }

    /** The part of the log that is searched. */
    String place() {
        return "sequence > :low and sequence < :high";
    }

    /** The rows that the index of the most selective condition leads to, in their order. */
    String range() {
        return place() + " and " + key();
    }

    /** All conditions but the place in the log; words lead to their own index. */
    String matches() {
        var conditions = new ArrayList<>(List.of("true"));
        add(conditions, zoneId, "zone_id = :zone");
        add(conditions, filter.actor(), "actor = :actor");
        add(conditions, filter.event(), "event_type = :event");
        add(conditions, filter.entityId(), "coalesce(policy_id, policy_set_id) = :entity");
        add(conditions, filter.versionId(), "coalesce(policy_version_id, policy_set_version_id) = :version");
        add(conditions, filter.requestId(), "request_id = :request");
        add(conditions, filter.correlationId(), "correlation_id = :correlation");
        if (filter.hasWords()) {
            conditions.add(WORDS);
        }
        return String.join(" and ", conditions);
    }

    private static void add(List<String> conditions, @Nullable String value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private String key() {
        if (filter.versionId() != null) {
            return hashed("coalesce(policy_version_id, policy_set_version_id)", ":version")
                    + " and coalesce(policy_version_id, policy_set_version_id) is not null";
        }
        if (filter.requestId() != null) {
            return hashed("request_id", ":request");
        }
        if (filter.correlationId() != null) {
            return "(%s or (%s and correlation_id <> request_id))"
                    .formatted(hashed("request_id", ":correlation"), hashed("correlation_id", ":correlation"));
        }
        if (filter.entityId() != null) {
            return hashed("coalesce(policy_id, policy_set_id)", ":entity")
                    + " and coalesce(policy_id, policy_set_id) is not null";
        }
        if (zoneId == null) {
            return "true";
        }
        if (filter.event() != null) {
            return hashed("zone_id || ' ' || event_type", ":zone || ' ' || :event");
        }
        if (filter.actor() != null) {
            return hashed("zone_id || ' ' || actor", ":zone || ' ' || :actor");
        }
        return "zone_id = :zone";
    }

    private static String hashed(String column, String value) {
        return "hashtextextended(%s, 0) = hashtextextended(%s, 0)".formatted(column, value);
    }

    JdbcClient.StatementSpec ask(JdbcClient tables, String statement) {
        return tables.sql(statement)
                .param("zone", zoneId)
                .param("low", low)
                .param("high", high)
                .param("actor", filter.actor())
                .param("onBehalfOf", filter.onBehalfOf())
                .param("event", filter.event())
                .param("entity", filter.entityId())
                .param("version", filter.versionId())
                .param("request", filter.requestId())
                .param("correlation", filter.correlationId())
                .param("text", filter.text());
    }
}
