package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/** Data folders for tests, and how the servers of one are told from others. */
final class DataFiles {

    private static final Supplier<Path> PREPARED = SingletonSupplier.of(DataFiles::prepare);

    private DataFiles() {}

    /** A folder that has been started and ended once: unpacking and initdb take their time. */
    static void prepare(Path folder) {
        try {
            // PostgreSQL wants the permissions of its folder as it left them.
            var copy = new ProcessBuilder("cp", "-a", PREPARED.get().toString(), folder.toString()).start();
            assertThat(copy.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path prepare() {
        try {
            var folder = Files.createTempDirectory("edict-prepared-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            Launched.here(folder).close();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerIdentity postgres(Path folder) {
        return new PostgresFiles(real(folder)).identity();
    }

    static ServerIdentity redis(Path folder) {
        var data = real(folder).resolve("redis");
        return new ServerIdentity(
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
