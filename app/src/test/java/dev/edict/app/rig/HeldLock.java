package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A transaction that holds the command lock until it is committed or closed. */
final class HeldLock implements AutoCloseable {

    private final RigServers servers;
    private final Connection connection;
    private final JdbcClient session;
    private final int pid;

    private HeldLock(RigServers servers, Connection connection, JdbcClient session, int pid) {
        this.servers = servers;
        this.connection = connection;
        this.session = session;
        this.pid = pid;
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
        return new HeldLock(servers, connection, session, pid);
    }

    /** For work in the same transaction. */
    ByHand byHand() {
        return new ByHand(session);
    }

    void commit() throws SQLException {
        connection.commit();
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
                        .param("pid", pid)
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
