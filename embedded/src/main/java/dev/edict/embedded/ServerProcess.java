package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server process of the data folder, from its identification to its end. */
record ServerProcess(ProcessHandle handle) {

    private static final Duration LONGEST_DYING = Duration.ofSeconds(5);

    long pid() {
        return handle.pid();
    }

    /** False for a zombie, which keeps its process id until it is reaped, in a container even for ever. */
    boolean isRunning() {
        return handle.isAlive() && !isZombie();
    }

    private boolean isZombie() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid()), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    boolean awaitEnd(Duration longest) {
        return Pause.until(() -> !isRunning(), longest);
    }

    /** Kills the parent first, which would otherwise replace its children. */
    void kill() {
        var children = handle.descendants().map(ServerProcess::new).toList();
        handle.destroyForcibly();
        children.forEach(child -> child.handle.destroyForcibly());
        awaitEnd(LONGEST_DYING);
        children.forEach(child -> child.awaitEnd(LONGEST_DYING));
    }
}
