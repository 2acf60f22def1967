package dev.edict.query.trail;

import java.util.List;
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

    /** So many entries are examined for words before the index of words is used, which finds all that ever had them. */
    private static final int MOST_EXAMINED_FOR_WORDS = 2_000;

    private static final String BY_SEQUENCE =
            """
            select sequence from (
                select * from views.timeline where {range} order by sequence {order} limit :examined) examined
            where {matches}
            order by sequence {order} limit :limit
            """;

    /** Materialized: the planner does not know that later entries mostly have higher sequences. */
    private static final String BY_WORDS =
            """
            with matching as materialized (select sequence from views.timeline where {place} and {matches})
            select sequence from matching order by sequence {order} limit :limit
            """;

    private static final String LAST_EXAMINED =
            """
            select sequence from views.timeline where {range}
            order by sequence {order} offset :examined - 1 limit 1
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

    /**
     * Reads a full page, or the matches among the examined entries.
     *
     * @param zoneId null for all zones
     */
    public Part read(@Nullable String zoneId, TimelineRequest asked) {
        return read(zoneId, asked, TimelineColumns.LINKED);
    }

    /** The same entries without cause and effects. */
    Part readAlone(@Nullable String zoneId, TimelineRequest asked) {
        return read(zoneId, asked, TimelineColumns.ALONE);
    }

    private Part read(@Nullable String zoneId, TimelineRequest asked, String columns) {
        var search = TimelineSearch.of(zoneId, asked, tables);
        var filter = asked.filter();
        var examined = filter.entries().hasWords() ? Math.min(MOST_EXAMINED_FOR_WORDS, mostExamined) : mostExamined;
        var entries = entries(columns, BY_SEQUENCE, search, asked, examined);
        if (entries.size() == asked.limit() || filter.equals(TimelineFilter.NONE)) {
            return new Part(entries, null);
        }
        var last = lastExamined(search, asked, examined);
        if (last == null) {
            return new Part(entries, null);
        }
        return filter.entries().hasWords()
                ? new Part(entries(columns, BY_WORDS, search, asked, examined), null)
                : new Part(entries, last);
    }

    /**
     * The matching entries.
     *
     * @param examinedUpTo the last examined entry, if unexamined ones remain; null if none remain, or the page is full
     */
    public record Part(List<TimelineEntry> entries, @Nullable Long examinedUpTo) {}

    private List<TimelineEntry> entries(
            String columns, String page, TimelineSearch search, TimelineRequest asked, int examined) {
        var statement = columns.replace("{page}", page);
        return search.ask(tables, filled(statement, search, asked))
                .param("examined", examined)
                .param("limit", asked.limit())
                .query(TimelineColumns::entry)
                .list();
    }

    private @Nullable Long lastExamined(TimelineSearch search, TimelineRequest asked, int examined) {
        return search.ask(tables, filled(LAST_EXAMINED, search, asked))
                .param("examined", examined)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private static String filled(String statement, TimelineSearch search, TimelineRequest asked) {
        return statement
                .replace("{range}", search.range())
                .replace("{place}", search.place())
                .replace("{matches}", search.matches())
                .replace("{order}", asked.order().code());
    }
}
