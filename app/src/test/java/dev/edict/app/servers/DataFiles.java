package dev.edict.app.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** How the servers of a folder are told, for tests that kill them. */
final class DataFiles {

    private DataFiles() {}

    static Identity postgres(Path folder) {
        return new PostgresFiles(real(folder)).identity();
    }

    static Identity redis(Path folder) {
        var data = real(folder).resolve("redis");
        return new Identity(
                "Redis",
                "redis-server",
                real(folder).resolve("programs"),
                List.of("--dir", data.toString()),
                new PidFile(data.resolve("redis.pid")));
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
