package dev.edict.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that records the text of every statement prepared on its connections. */
public final class SeenStatements extends DelegatingDataSource {

    private final List<String> texts = new CopyOnWriteArrayList<>();

    public SeenStatements(DataSource database) {
        super(database);
    }

    /** The statements since the last call, in order. */
    public List<String> drain() {
        var seen = List.copyOf(texts);
        texts.clear();
        return seen;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                SeenStatements.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        texts.add(String.valueOf(arguments[0]));
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
