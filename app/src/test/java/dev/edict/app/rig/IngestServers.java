package dev.edict.app.rig;

import dev.edict.app.Api;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.HashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers with a zone, and a node that takes decisions from their stream while it runs. */
public final class IngestServers implements AutoCloseable {

    public static final String TOKEN = RigServers.TOKEN;

    private final Path folder;
    private final RigServers servers;
    private final NodeProcess node;

    private IngestServers(Path folder) {
        this.folder = folder;
        this.servers = RigServers.start(folder);
        var environment = new HashMap<>(servers.environment());
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

    public int port() {
        return node.port();
    }

    public RedisURI redis() {
        return servers.redis().uri();
    }

    public JdbcClient sql() {
        return servers.postgres().sql();
    }

    /** For statements that take minutes. */
    public JdbcClient patientSql() {
        return servers.postgres().patientSql();
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        node.close();
        servers.close();
    }
}
