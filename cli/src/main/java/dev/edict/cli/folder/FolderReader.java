package dev.edict.cli.folder;

import dev.edict.cli.folder.ZoneFolder.DocumentFile;
import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.io.TextFiles;
import dev.edict.cli.yaml.YamlReader;
import dev.edict.cli.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of a zone. A file that leads out of the folder is rejected. */
final class FolderReader {

    static final String DOCUMENT = ".rego";
    private static final Pattern YAML = Pattern.compile(".+\\.ya?ml");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final int MOST_DOCUMENTS = 256;
    private static final int MOST_SUITES = 50;
    private static final int MOST_CANARIES = 200;
    private static final int MOST_FILES = 10_000;
    /** A body of the API, which has 8 MiB at most, grows by indentation. */
    private static final int LONGEST_YAML = 32 << 20;

    private static final int MOST_CASES = 10_000;

    /** Bytes of the longest document (contract §8.1), whose characters have three bytes at most. */
    private static final int LONGEST_DOCUMENT = 3 * 262_144;

    private final Path folder;

    /** By part the names of what was read, each with its file. */
    private final Map<String, Map<String, String>> files = new HashMap<>();

    FolderReader(Path folder) {
        this.folder = folder;
    }

    ZoneFolder read() {
        var settings = FolderSettings.of(yaml(ZoneFolder.SETTINGS));
        var suites = named(ZoneFolder.SUITES, MOST_SUITES, SuiteFile::of);
        if (suites != null) {
            requireAtMost(
                    suites.values().stream()
                            .mapToInt(suite -> suite.cases().size())
                            .sum(),
                    MOST_CASES,
                    "cases in " + ZoneFolder.SUITES);
        }
        return new ZoneFolder(
                settings, documents(settings), suites, named(ZoneFolder.CANARIES, MOST_CANARIES, CaseFile::ofCanary));
    }

    /** The files of the suites or canaries that were read, by name. */
    Map<String, String> files(String part) {
        return files.getOrDefault(part, Map.of());
    }

    FolderSettings settings() {
        return FolderSettings.of(yaml(ZoneFolder.SETTINGS));
    }

    private YamlValue yaml(String file) {
        if (!Files.exists(folder.resolve(file))) {
            throw new InvalidFile("%s: there is no such file: make one with edict init, or name the folder"
                    .formatted(TerminalText.of(folder.resolve(file).toString())));
        }
        return YamlReader.read(shown(file), text(file, LONGEST_YAML));
    }

    private SortedMap<String, DocumentFile> documents(FolderSettings settings) {
        var files = list("", FolderReader::isDocument);
        if (files.isEmpty()) {
            throw new InvalidFile("%s: no *%s in it".formatted(shown("."), DOCUMENT));
        }
        settings.policyNames().keySet().stream()
                .filter(named -> !files.contains(named))
                .findFirst()
                .ifPresent(missing -> {
                    throw new InvalidFile("%s: policy_names has %s, which is no document of the folder"
                            .formatted(shown(ZoneFolder.SETTINGS), TerminalText.of(missing)));
                });
        requireAtMost(files.size(), MOST_DOCUMENTS, "documents");
        var documents = new TreeMap<String, DocumentFile>();
        for (var file : files) {
            var document = document(settings.policyNames().getOrDefault(file, FileNames.said(file)), file);
            var other = documents.putIfAbsent(document.policy(), document);
            if (other != null) {
                throw new InvalidFile("%s: the policy %s is in %s already"
                        .formatted(shown(file), TerminalText.of(document.policy()), TerminalText.of(other.file())));
            }
        }
        return documents;
    }

    private DocumentFile document(String policy, String file) {
        var original = text(file, LONGEST_DOCUMENT);
        var unmarked = original.startsWith("\uFEFF") ? original.substring(1) : original;
        return new DocumentFile(policy, file, original, unmarked.replace("\r\n", "\n"));
    }

    /** The values of a subfolder by name; null without it. */
    private <T> @Nullable SortedMap<String, T> named(String part, int most, BiFunction<String, YamlValue, T> read) {
        if (!Files.isDirectory(folder.resolve(part))) {
            return null;
        }
        var found = list(part, FolderReader::isPart);
        requireAtMost(found.size(), most, part);
        var byName = new TreeMap<String, T>();
        for (var file : found) {
            var path = part + "/" + file;
            if (!YAML.matcher(file).matches()) {
                throw new InvalidFile("%s: expected only files *.yaml".formatted(shown(path)));
            }
            var value = yaml(path);
            var name = name(FileNames.said(file), value);
            if (byName.putIfAbsent(name, read.apply(name, value)) != null) {
                throw value.place().invalid("a second file for the name %s", name);
            }
            files.computeIfAbsent(part, unread -> new HashMap<>()).put(name, file);
        }
        return byName;
    }

    /** An editor keeps its locks beside the file, as {@code .#grants.rego}. */
    static boolean isDocument(String name) {
        return name.endsWith(DOCUMENT) && !name.startsWith(".");
    }

    /** Whether a file of a subfolder has to be a suite or canary. */
    static boolean isPart(String name) {
        return !name.startsWith(".") && !name.toLowerCase(Locale.ROOT).endsWith(".md");
    }

    private static String name(String stem, YamlValue value) {
        var given = value.object().find("name");
        var name = given.map(YamlValue::text).orElse(stem);
        if (!NAME.matcher(name).matches()) {
            throw given.orElse(value)
                    .place()
                    .invalid("the name %s: expected 1 to 128 characters of A-Z a-z 0-9 _ . - :", name);
        }
        return name;
    }

    private void requireAtMost(int found, int most, String what) {
        if (found > most) {
            throw new InvalidFile("%s: %d %s, expected at most %d".formatted(shown("."), found, what, most));
        }
    }

    private List<String> list(String part, Predicate<String> wanted) {
        try (var entries = Files.list(folder.resolve(part))) {
            return entries.limit(MOST_FILES)
                    .map(entry -> entry.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidFile("%s: cannot be read".formatted(shown(part.isEmpty() ? "." : part)));
        }
    }

    private String text(String file, int longest) {
        var path = folder.resolve(file);
        try {
            var real = path.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new InvalidFile("%s: a link out of the folder".formatted(shown(file)));
            }
            if (!Files.isRegularFile(real)) {
                throw new InvalidFile("%s: expected a regular file".formatted(shown(file)));
            }
        } catch (IOException e) {
            throw new InvalidFile("%s: cannot be read".formatted(shown(file)));
        }
        return TextFiles.text(path.toString(), longest);
    }

    private String shown(String file) {
        return TerminalText.of(folder.resolve(file).normalize().toString());
    }
}
