package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The conditions of a list. Values from callers become parameters and never part of the statement. */
final class Conditions {

    private final StringBuilder statement = new StringBuilder("where zone_id = :zone\n");
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Conditions(String zoneId) {
        parameters.put("zone", zoneId);
    }

    /** Rows of a zone within a period. */
    static Conditions of(String zoneId, ListParameters asked) {
        return new Conditions(zoneId)
                .and("occurred_at >= :since", "since", asked.since())
                .and("occurred_at < :until", "until", asked.until());
    }

    /** Adds a condition, unless the value is null or an empty list. */
    Conditions and(String condition, String parameter, @Nullable Object value) {
        if (value != null && !List.of().equals(value)) {
            statement.append("and ").append(condition).append('\n');
            parameters.put(parameter, value);
        }
        return this;
    }

    /** The rows of the page, newest first. */
    JdbcClient.StatementSpec page(JdbcClient tables, String select, PageRequest page) {
        return tables.sql(
                        select
                                + statement
                                + """
                                and (occurred_at, id) < (:afterTime, :afterId)
                                order by occurred_at desc, id desc limit :limit
                                """)
                .params(parameters)
                .param("afterTime", page.after().createdAt())
                .param("afterId", page.after().id())
                .param("limit", page.limit());
    }
}
