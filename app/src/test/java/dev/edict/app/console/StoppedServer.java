package dev.edict.app.console;

import dev.edict.app.rig.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server of a data folder that takes connections and answers nothing until it is let go on. */
record StoppedServer(List<ProcessHandle> processes) implements AutoCloseable {

    static StoppedServer postgres(Path folder) {
        return by(folder.resolve("postgres/postmaster.pid"));
    }

    static StoppedServer redis(Path folder) {
        return by(folder.resolve("redis/redis.pid"));
    }

    /** The first process stands still while its children are listed, so that it cannot have another one meanwhile. */
    private static StoppedServer by(Path pidFile) {
        try (var lines = Files.lines(pidFile)) {
            var first = ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
            Signals.send("STOP", List.of(first));
            var all = Stream.concat(Stream.of(first), first.descendants()).toList();
            Signals.send("STOP", all);
            return new StoppedServer(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Signals.send("CONT", processes.stream().filter(ProcessHandle::isAlive).toList());
    }
}
