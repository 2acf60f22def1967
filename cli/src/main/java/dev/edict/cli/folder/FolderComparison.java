package dev.edict.cli.folder;

import dev.edict.cli.folder.ZoneFolder.DocumentFile;
import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a folder with a zone. Files that say the same in other words are kept, with their names and comments. */
public final class FolderComparison {

    private static final String YAML = ".yaml";
    private static final String HEADER =
            "# A zone of Edict, as edict pull found it: docs/operations/policies-as-files.md\n";

    private final Path folder;
    private final ZoneContent zone;
    private final ZoneCases cases;
    private final FolderReader reader;

    /** Null if the folder is none of a zone yet. */
    private final @Nullable ZoneFolder existing;

    private final SortedMap<String, String> added = new TreeMap<>();
    private final SortedMap<String, String> differing = new TreeMap<>();
    private final TreeSet<String> wanted = new TreeSet<>();

    private FolderComparison(Path folder, ZoneContent zone, boolean mayBeBroken) {
        this.folder = folder;
        this.zone = zone;
        this.cases = new ZoneCases(zone.zoneId());
        this.reader = new FolderReader(folder);
        this.existing = read(mayBeBroken);
    }

    /**
     * What makes the folder the same as the zone.
     *
     * @param mayBeBroken whether files that cannot be read as a zone count as different
     * @throws InvalidFile if they do not, and there are some
     */
    public static FolderChanges changes(Path folder, ZoneContent zone, boolean mayBeBroken) throws IOException {
        return new FolderComparison(folder, zone, mayBeBroken).compared();
    }

    private @Nullable ZoneFolder read(boolean mayBeBroken) {
        if (!Files.exists(folder.resolve(ZoneFolder.SETTINGS))) {
            return null;
        }
        try {
            return reader.read();
        } catch (InvalidFile e) {
            if (mayBeBroken) {
                return null;
            }
            throw e;
        }
    }

    private FolderChanges compared() throws IOException {
        var documents = FileNames.of(zone.documents().keySet(), FolderReader.DOCUMENT, documentFiles());
        for (var document : documents.entrySet()) {
            var text = zone.documents().getOrDefault(document.getKey(), "");
            add(document.getValue(), text, isSame(document.getKey(), text));
        }
        addSuites();
        addCanaries();
        addSettings(documents);
        return new FolderChanges(folder, added, differing, foreign());
    }

    private Map<String, String> documentFiles() {
        return existing == null
                ? Map.of()
                : existing.documents().values().stream()
                        .collect(Collectors.toMap(DocumentFile::policy, DocumentFile::file));
    }

    /** Another system's line ends and mark are no part of a document, unless the zone has them. */
    private boolean isSame(String policy, String text) {
        var document = existing == null ? null : existing.documents().get(policy);
        return document != null
                && (document.original().equals(text) || document.content().equals(text));
    }

    private void addSuites() throws IOException {
        var there = existing == null ? null : existing.suites();
        for (var suite : files(ZoneFolder.SUITES, zone.suites()).entrySet()) {
            var definition = zone.suites().getOrDefault(suite.getKey(), Map.of());
            var file = there == null ? null : there.get(suite.getKey());
            add(
                    ZoneFolder.SUITES + "/" + suite.getValue(),
                    named(suite.getKey(), suite.getValue(), cases.suite(definition)),
                    file != null && cases.isSame(file, definition));
        }
    }

    private void addCanaries() throws IOException {
        var there = existing == null ? null : existing.canaries();
        for (var canary : files(ZoneFolder.CANARIES, zone.canaries()).entrySet()) {
            var definition = zone.canaries().getOrDefault(canary.getKey(), Map.of());
            var file = there == null ? null : there.get(canary.getKey());
            add(
                    ZoneFolder.CANARIES + "/" + canary.getValue(),
                    named(canary.getKey(), canary.getValue(), cases.canary(definition)),
                    file != null && cases.isSame(file, definition));
        }
    }

    private SortedMap<String, String> files(String part, Map<String, ?> named) {
        return FileNames.of(named.keySet(), YAML, reader.files(part));
    }

    private static String named(String name, String file, Map<String, Object> definition) {
        var members = new LinkedHashMap<String, Object>();
        if (!FileNames.said(file).equals(name)) {
            members.put("name", name);
        }
        members.putAll(definition);
        return YamlWriter.write(members);
    }

    private void addSettings(Map<String, String> documents) throws IOException {
        var policyNames = new TreeMap<String, String>();
        documents.forEach((policy, file) -> {
            if (!FileNames.said(file).equals(policy)) {
                policyNames.put(file, policy);
            }
        });
        var settings = new FolderSettingsText(zone, existing == null ? null : existing.settings(), policyNames);
        add(ZoneFolder.SETTINGS, HEADER + YamlWriter.write(settings.members()), settings.isSame());
    }

    private void add(String file, String text, boolean same) throws IOException {
        wanted.add(file);
        var path = folder.resolve(file);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            added.put(file, text);
        } else if (!same && !hasBytes(path, text.getBytes(StandardCharsets.UTF_8))) {
            differing.put(file, text);
        }
    }

    private static boolean hasBytes(Path path, byte[] bytes) throws IOException {
        return Files.isRegularFile(path)
                && Files.size(path) == bytes.length
                && Arrays.equals(Files.readAllBytes(path), bytes);
    }

    private SortedSet<String> foreign() throws IOException {
        var foreign = new TreeSet<String>();
        foreign.addAll(files("", FolderReader::isDocument));
        foreign.addAll(files(ZoneFolder.SUITES, FolderReader::isPart));
        foreign.addAll(files(ZoneFolder.CANARIES, FolderReader::isPart));
        foreign.removeAll(wanted);
        return foreign;
    }

    private SortedSet<String> files(String part, Predicate<String> ours) throws IOException {
        var path = folder.resolve(part);
        if (!Files.isDirectory(path)) {
            return new TreeSet<>();
        }
        try (var entries = Files.list(path)) {
            return entries.filter(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> Objects.toString(entry.getFileName()))
                    .filter(ours)
                    .map(file -> part.isEmpty() ? file : part + "/" + file)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
