package dev.edict.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Formats a size for people. */
final class Size {

    private Size() {}

    static String of(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String of(Path folder) {
        try (var files = Files.walk(folder)) {
            return of(files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
