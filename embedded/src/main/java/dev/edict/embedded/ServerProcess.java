package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process of the data folder, from when it is known to be one until it has ended. */
record ServerProcess(ProcessHandle handle) {

    private static final Duration LONGEST_DYING = Duration.ofSeconds(5);

    long pid() {
        return handle.pid();
    }

    /** One that has ended but that nobody reaps keeps its number, in a container even for ever: it does not count. */
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

    /** The parent goes first: otherwise it would replace the children. */
    void kill() {
        var children = handle.descendants().map(ServerProcess::new).toList();
        handle.destroyForcibly();
        children.forEach(child -> child.handle.destroyForcibly());
        awaitEnd(LONGEST_DYING);
        children.forEach(child -> child.awaitEnd(LONGEST_DYING));
    }
}
