package dev.edict.app.rig;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The packaged program as it is used by default: its servers are its own, in its data folder. */
record Installation(NodeProcess node, Path data) implements AutoCloseable {

    static Installation in(Path folder) {
        var data = folder.resolve(".edict");
        var environment = Map.of("EDICT_DATA", data.toString());
        return new Installation(Rounds.SOAK ? NodeProcess.packaged(environment) : NodeProcess.quick(environment), data);
    }

    /** What Redis has written is gone, as if nobody had kept it. */
    void forgetStream() {
        FileSystemUtils.deleteRecursively(data.resolve("redis/appendonlydir").toFile());
    }

    String token() {
        return secret("admin-token");
    }

    /** What can be seen on the servers that its last start announced. */
    Evidence.Source evidence() {
        int port = portOf("PostgreSQL");
        var sql = JdbcClient.create(RigPostgres.at(port, "edict"));
        return new Evidence.Source(
                "postgres://postgres@127.0.0.1:%d/edict".formatted(port),
                sql,
                RedisURI.create("127.0.0.1", portOf("Redis")),
                secret("streams-hmac-key"));
    }

    /** Also ends the servers that a killed node left behind. */
    @Override
    public void close() {
        node.close();
        var left = Stream.of(data.resolve("postgres/postmaster.pid"), data.resolve("redis/redis.pid"))
                .flatMap(Installation::process)
                .toList();
        if (!left.isEmpty()) {
            Signals.send("QUIT", left);
        }
    }

    private int portOf(String server) {
        return Integer.parseInt(
                node.printed(server + ".* at 127\\.0\\.0\\.1:(\\d+)").group(1));
    }

    private static Stream<ProcessHandle> process(Path pidFile) {
        try {
            return Files.readAllLines(pidFile).stream()
                    .limit(1)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream());
        } catch (IOException e) {
            return List.<ProcessHandle>of().stream();
        }
    }

    private String secret(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
