package dev.edict.app.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a server writes the number of its process; it removes the file when it has ended in order. */
record PidFile(Path path) {

    private static final Duration POLL = Duration.ofMillis(20);

    /** The process, if there is one of that number. */
    Optional<ProcessHandle> process() {
        try {
            return Files.readString(path)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("[0-9]{1,9}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses to go on while a process of an earlier run may still hold the data. A number alone proves nothing, since
     * numbers are used again after a restart of the machine; so a process known to run something else does not count.
     */
    void refuseSurvivor(String server, String executable) {
        process()
                .filter(process -> process.info()
                        .command()
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith(executable))
                        .orElse(true))
                .ifPresent(process -> {
                    throw new StartRefused(
                            server + " of an earlier run still runs on " + path.getParent() + " as process "
                                    + process.pid(),
                            "end it with `kill " + process.pid() + "` and start again");
                });
    }

    /** Waits for the file to go as well as for the process: one that nobody reaps looks alive for ever. */
    boolean awaitEnd(ProcessHandle process, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (Files.exists(path) && process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("starting was interrupted", "start again");
        }
    }
}
