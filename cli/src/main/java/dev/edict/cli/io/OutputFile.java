package dev.edict.cli.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file in one step: a reader has the old file or the new one, and never a part. */
public final class OutputFile {

    private OutputFile() {}

    /** Writes the content of a file before the file gets its name. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path unfinished) throws IOException;
    }

    /**
     * Writes UTF-8, over a file that may be there. Folders that are missing are made.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, String text) {
        write(file, unfinished -> Files.writeString(unfinished, text, StandardOpenOption.CREATE_NEW));
    }

    /**
     * Writes what a task fills in, over a file that may be there. Folders that are missing are made.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, Content content) {
        try {
            var folder = file.toAbsolutePath().resolveSibling("");
            Files.createDirectories(folder);
            // files that begin with a dot are no part of the folder
            var unfinished = folder.resolve(".edict-%s.tmp".formatted(UUID.randomUUID()));
            try {
                // only its owner may read a temporary file of the platform
                content.writeTo(unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FailureReason.of(e), e);
        }
    }
}
