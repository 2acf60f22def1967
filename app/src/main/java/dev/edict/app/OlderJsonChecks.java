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
 * Connections on which a PostgreSQL without {@code IS JSON}, which came with version 16, understands the checks of our
 * scripts. The scripts stay as they are: their checksums are kept in every database that has run them.
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

    /** A text that is no JSON is refused by the cast instead of the check. */
    static String translate(String statement) {
        return IS_JSON_OBJECT.matcher(statement).replaceAll("json_typeof($1::json) = 'object'");
    }

    /** Translates what is executed on it, and on the statements it makes. */
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
