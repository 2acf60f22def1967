package dev.edict.query.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A report in a temporary file. It is complete before its first byte is sent: a failure is an answer of its own, and a
 * slow client holds neither a connection nor a snapshot of the database.
 */
final class FinishedReport {

    private final Path file;

    FinishedReport() throws IOException {
        this.file = Files.createTempFile("edict-report-", ".tmp");
    }

    void write(Consumer<OutputStream> report) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.accept(out);
        }
    }

    long length() throws IOException {
        return Files.size(file);
    }

    /** The file is gone when the stream is closed. */
    InputStream open() throws IOException {
        return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    }

    void discard() throws IOException {
        Files.deleteIfExists(file);
    }
}
