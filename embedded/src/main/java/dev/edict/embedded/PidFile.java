package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file with a server's process id; the server removes the file when it ends normally. */
record PidFile(Path path) {

    /** The process with that id, if it runs; it may be another program. */
    Optional<ServerProcess> process() {
        return lines().stream()
                .findFirst()
                .filter(line -> line.matches("[0-9]{1,9}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .map(ServerProcess::new)
                .filter(ServerProcess::isRunning);
    }

    List<String> lines() {
        try {
            return Files.readString(path).lines().map(String::strip).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
