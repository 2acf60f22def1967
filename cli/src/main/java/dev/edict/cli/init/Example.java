package dev.edict.cli.init;

import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The files of a small zone in which tellers read a ledger, clerks write to it, and trainees only ever read. */
final class Example {

    /** In the order in which a reader meets them. */
    static final List<String> FILES = List.of(
            ZoneFolder.SETTINGS,
            "applications.rego",
            "grants.rego",
            "trainees.rego",
            "suites/tellers.yaml",
            "canaries/trainees-do-not-write.yaml");

    private static final String ZONE = "@ZONE@";

    private final Path folder;

    Example(Path folder) {
        this.folder = folder;
    }

    /** What makes the folder no place for the example: a file of it, or another file that belongs to a zone. */
    Optional<Path> obstacle() throws IOException {
        for (var file : FILES) {
            if (Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(folder.resolve(file));
            }
        }
        for (var part : List.of("", "suites", "canaries")) {
            var found = foreign(folder.resolve(part), part.isEmpty() ? ".rego" : "");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> foreign(Path part, String ending) throws IOException {
        if (!Files.isDirectory(part)) {
            return Files.exists(part, LinkOption.NOFOLLOW_LINKS) ? Optional.of(part) : Optional.empty();
        }
        try (var entries = Files.list(part)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(ending))
                    .sorted()
                    .findFirst();
        }
    }

    /** Writes the files; fails at one that appeared meanwhile, and never overwrites it. */
    void write(String zone) throws IOException {
        for (var file : FILES) {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            var text = text(file).replace(ZONE, YamlWriter.write(zone).strip());
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        }
    }

    private static String text(String file) throws IOException {
        try (var in = Example.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + Example.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
