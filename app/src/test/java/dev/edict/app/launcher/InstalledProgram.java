package dev.edict.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the packaged program, to be used by its launcher. */
record InstalledProgram(Path folder, Path cache) {

    private static final Path PACKAGED = Path.of("target", "edict").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    /** What a use of the program printed, and how it ended. */
    record Use(int exitCode, String out, String err) {}

    /** Installs it in a folder that does not exist, with another folder for the user's cache. */
    static InstalledProgram in(Path folder, Path cache) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("lib"), PACKAGED.resolve("lib"));
        for (var file : List.of("edict.jar", "bin/edict", "bin/edict-class-archive")) {
            Files.copy(PACKAGED.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new InstalledProgram(folder, cache);
    }

    Path launcher() {
        return folder.resolve("bin/edict");
    }

    Path archives() {
        return folder.resolve("archives");
    }

    Use use(String... arguments) throws IOException, InterruptedException {
        return use(launcher(), Map.of(), arguments);
    }

    Use use(Path launcher, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(launcher, variables, arguments));
    }

    /** Starts it from a folder that is not its own. */
    Process start(Path launcher, Map<String, String> variables, String... arguments) throws IOException {
        var line = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        var builder =
                new ProcessBuilder(line).directory(cache.resolveSibling("").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("EDICT_") || name.endsWith("JAVA_OPTIONS"));
        builder.environment().putAll(environment());
        builder.environment().putAll(variables);
        return builder.start();
    }

    Map<String, String> environment() {
        return Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_HOME", System.getProperty("java.home"));
    }

    static Use ended(Process process) throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Use(process.exitValue(), out, err);
    }

    /** The archives in a folder. */
    static List<Path> archives(Path place) {
        return entries(place).stream()
                .filter(entry -> entry.getFileName().toString().endsWith(".jsa"))
                .toList();
    }

    /** Everything in a folder, or nothing where there is none. */
    static List<Path> entries(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (var entries = Files.list(place)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
