package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a server writes the number of its process; it removes the file when it has ended in order. */
record PidFile(Path path) {

    /** The process with that number, if it runs; it may be another program. */
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
