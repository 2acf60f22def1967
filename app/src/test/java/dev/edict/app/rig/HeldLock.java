package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A transaction that holds the command lock and does nothing, until it is closed. */
final class HeldLock implements AutoCloseable {

    private final RigServers servers;
    private final Connection connection;

    private final int session;

    private HeldLock(RigServers servers, Connection connection, int session) {
        this.servers = servers;
        this.connection = connection;
        this.session = session;
    }

    static HeldLock on(RigServers servers) throws SQLException {
        return on(servers, "");
    }

    /** In a session with these settings. */
    static HeldLock on(RigServers servers, String settings) throws SQLException {
        var connection = servers.postgres().session();
        var session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        if (!settings.isEmpty()) {
            session.sql(settings).update();
        }
        connection.setAutoCommit(false);
        var pid = session.sql("select pg_backend_pid() from events.take_command_lock()")
                .query(Integer.class)
                .single();
        return new HeldLock(servers, connection, pid);
    }

    /** Waits until so many others want it. */
    void awaitWaiting(int sessions) {
        await("others to wait for the lock")
                .atMost(Duration.ofSeconds(10))
                .until(() -> servers.postgres()
                                .sql()
                                .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                .query(Integer.class)
                                .single()
                        >= sessions);
    }

    boolean isHeld() {
        return servers.postgres()
                        .sql()
                        .sql("select count(*) from pg_stat_activity where pid = :pid")
                        .param("pid", session)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Override
    public void close() throws SQLException {
        // which PostgreSQL may have done already
        connection.close();
    }
}
