package dev.edict.query.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The conditions of a list. Values from callers become parameters and never part of the statement. */
final class Conditions {

    private final StringBuilder conditions = new StringBuilder("where zone_id = :zone\n");
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

    /** Adds a condition, unless the value is null. */
    Conditions and(String condition, String parameter, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        conditions.append("and ").append(condition).append('\n');
        return with(parameter, value);
    }

    /**
     * Adds a comparison by the index on {@code bridge.audit_key} of the text, unless the value is null. Two texts may
     * have the same key, so the text is compared as well.
     */
    Conditions andKey(String text, String parameter, @Nullable String value) {
        return value == null ? this : andKey(text, parameter, List.of(value));
    }

    /** Like {@link #andKey(String, String, String)}, for any of the values, unless there are none. */
    Conditions andKey(String text, String parameter, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        var keys = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (var value : values) {
            var name = parameter + names.size();
            names.add(":" + name);
            keys.add("bridge.audit_key(:zone, :" + name + ")");
            with(name, value);
        }
        // The planner would multiply the selectivity of both comparisons, expect hardly a row, and sort all that match
        // instead of reading the newest; it does not look into coalesce.
        conditions.append("and bridge.audit_key(zone_id, %1$s) in (%2$s) and coalesce(%1$s in (%3$s), false)%n"
                .formatted(text, String.join(", ", keys), String.join(", ", names)));
        return this;
    }

    Conditions with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    JdbcClient.StatementSpec statement(JdbcClient tables, String select, String order, int limit) {
        return tables.sql(select + conditions + "order by " + order + " limit :limit")
                .params(parameters)
                .param("limit", limit);
    }
}
