package dev.edict.app.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Connections on which {@code auto_explain} tells of every statement, triggers' and functions' own included, what it read. */
final class ExplainedStatements extends DelegatingDataSource {

    /** Of a session. */
    static final String OPTIONS = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
            + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_nested_statements=on"
            + " -c auto_explain.log_format=json -c auto_explain.log_level=notice";

    private final List<Explained> explained = new ArrayList<>();

    ExplainedStatements(DataSource database) {
        super(database);
    }

    /** @param rows that its scans looked at, those included that they left out */
    record Explained(String statement, long rows) {}

    /** The statements since the last call, in order. */
    synchronized List<Explained> drain() {
        var all = List.copyOf(explained);
        explained.clear();
        return all;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return (Connection) proxy(Connection.class, (proxy, method, arguments) -> {
            var result = call(connection, method, arguments);
            return result instanceof Statement statement ? watched(statement, method.getReturnType()) : result;
        });
    }

    private Object watched(Statement statement, Class<?> type) {
        return proxy(type, (proxy, method, arguments) -> {
            var result = call(statement, method, arguments);
            if (method.getName().startsWith("execute")) {
                collect(statement);
            }
            return result;
        });
    }

    private synchronized void collect(Statement statement) throws SQLException {
        for (var notice = statement.getWarnings(); notice != null; notice = notice.getNextWarning()) {
            var text = String.valueOf(notice.getMessage());
            if (text.contains("plan:")) {
                var plan = JsonMapper.shared().readTree(text.substring(text.indexOf('{')));
                explained.add(new Explained(plan.path("Query Text").asString(""), rows(plan.path("Plan"))));
            }
        }
    }

    private static long rows(JsonNode node) {
        var rows = 0L;
        if (node.path("Node Type").asString("").contains("Scan")) {
            var each = node.path("Actual Rows").asDouble(0)
                    + node.path("Rows Removed by Filter").asDouble(0)
                    + node.path("Rows Removed by Index Recheck").asDouble(0);
            rows += Math.round(each * node.path("Actual Loops").asDouble(1));
        }
        for (var part : node.path("Plans")) {
            rows += rows(part);
        }
        return rows;
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(ExplainedStatements.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
