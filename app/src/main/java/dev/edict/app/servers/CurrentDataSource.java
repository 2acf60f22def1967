package dev.edict.app.servers;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens each connection at the current address, with the settings of its session. */
final class CurrentDataSource extends AbstractDataSource {

    private final DatabaseAddress address;
    private final SessionSettings session;
    private volatile int loginTimeoutSeconds;

    /** Rejects at once an address that the driver does not accept. */
    CurrentDataSource(DatabaseAddress address, SessionSettings session) {
        this.address = address;
        this.session = session;
        address.current().dataSource();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return session.complete(current().getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return session.complete(current().getConnection(user, password));
    }

    private DataSource current() throws SQLException {
        var source = address.current().dataSource();
        source.setLoginTimeout(loginTimeoutSeconds);
        return source;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeoutSeconds;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeoutSeconds = seconds;
    }
}
