package dev.edict.app.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that apply from the start of a session. The driver sends them at session start; a pooler such as pgbouncer
 * drops them, so missing ones are set afterwards. A setting of the operator's address stays.
 */
record SessionSettings(Map<String, String> values) {

    static final String SEARCH_PATH = "views,public";

    /** Takes alternating names and values. */
    static SessionSettings of(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new SessionSettings(values);
    }

    SessionSettings and(SessionSettings more) {
        var all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new SessionSettings(all);
    }

    /** Formats them for the driver's property {@code options}. */
    String asOptions() {
        return values.entrySet().stream()
                .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Sets those that the session did not start with; closes the connection if that fails. */
    Connection complete(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(missing());
            return connection;
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /** A setting has the source {@code client} if it came with the start of the session. */
    private String missing() {
        var wanted = and(of("search_path", SEARCH_PATH)).values.entrySet().stream()
                .map(setting -> "('%s', '%s')".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(", "));
        return """
                select set_config(wanted.name, wanted.value, false)
                from (values %s) wanted (name, value)
                join pg_settings known on known.name = wanted.name
                where known.source <> 'client'
                """
                .formatted(wanted);
    }
}
