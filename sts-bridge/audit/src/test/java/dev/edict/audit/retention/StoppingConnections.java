package dev.edict.audit.retention;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A session that is lost before a certain statement, as if its node had died between two steps. */
final class StoppingConnections {

    private static final Set<String> STATEMENTS = Set.of("createStatement", "prepareStatement");

    private StoppingConnections() {}

    static DataSource after(Connection connection, int statements) {
        var left = new AtomicInteger(statements);
        var stopping = (Connection) Proxy.newProxyInstance(
                StoppingConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, given) -> {
                    if (STATEMENTS.contains(method.getName()) && left.getAndDecrement() <= 0) {
                        throw new SQLException("the session is lost", "08006");
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
        return new SingleConnectionDataSource(stopping, true);
    }
}
