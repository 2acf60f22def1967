package dev.edict.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Translates {@code IS JSON}, which PostgreSQL 16 introduced, for older servers that run our scripts. The scripts
 * themselves cannot change: every migrated database stores their checksums.
 */
final class OlderJsonChecks extends DelegatingDataSource {

    private static final int FIRST_WITH_IS_JSON = 16;
    private static final Pattern IS_JSON_OBJECT = Pattern.compile("\\b(\\w+) is json object\\b");

    OlderJsonChecks(DataSource source) {
        super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return connection.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_IS_JSON
                ? translating(Connection.class, connection)
                : connection;
    }

    /** Text that is not JSON fails at the cast, not at the check. */
    static String translate(String statement) {
        return IS_JSON_OBJECT.matcher(statement).replaceAll("json_typeof($1::json) = 'object'");
    }

    /** Wraps a connection or statement, and translates the SQL that it executes. */
    private static <T> T translating(Class<T> type, T target) {
        UnaryOperator<@Nullable Object> outgoing =
                argument -> argument instanceof String text ? translate(text) : argument;
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && method.getName().startsWith("execute")) {
                        arguments[0] = outgoing.apply(arguments[0]);
                    }
                    try {
                        var result = method.invoke(target, arguments);
                        return result instanceof Statement made
                                        && method.getName().equals("createStatement")
                                ? translating(Statement.class, made)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }
}
