package dev.edict.app.rig;

import dev.edict.app.Api;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.HashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Servers with a zone, and a node that takes decisions from their stream while it runs. A PostgreSQL of another build can
 * be named by {@code -Dedict.bench.database}.
 */
public final class IngestServers implements AutoCloseable {

    public static final String TOKEN = RigServers.TOKEN;

    /** Such as {@code jdbc:postgresql://127.0.0.1:5432/edict?user=u&password=p}, of a superuser and empty. */
    private static final String OTHER_DATABASE = System.getProperty("edict.bench.database", "");

    private final RigServers servers;
    private final NodeProcess node;

    private IngestServers(Path folder) {
        this.servers = RigServers.start(folder);
        var environment = new HashMap<>(servers.environment());
        if (!OTHER_DATABASE.isEmpty()) {
            environment.put("DATABASE_URL", OTHER_DATABASE);
        }
        environment.put("AUDIT_HMAC_KEY", DecisionStream.KEY);
        this.node = NodeProcess.lasting(environment);
    }

    public static IngestServers start(Path folder) {
        return new IngestServers(folder);
    }

    /** Makes a zone with a node that is ended again. */
    public String zone() throws InterruptedException {
        startNode();
        var zone = new Api(node.port(), TOKEN).zone();
        node.terminate();
        return zone;
    }

    public void startNode() {
        node.start().awaitReady();
    }

    public void pauseNode() {
        node.pause();
    }

    public void resumeNode() {
        node.resume();
    }

    public int port() {
        return node.port();
    }

    public RedisURI redis() {
        return servers.redis().uri();
    }

    /** For statements that may take minutes. */
    public JdbcClient sql() {
        return OTHER_DATABASE.isEmpty()
                ? servers.postgres().patientSql()
                : JdbcClient.create(new DriverManagerDataSource(OTHER_DATABASE));
    }

    @Override
    public void close() {
        node.close();
        servers.close();
    }
}
