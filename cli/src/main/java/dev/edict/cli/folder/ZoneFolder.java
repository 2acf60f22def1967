package dev.edict.cli.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a folder says a zone should be.
 *
 * @param documents by the name of their policy
 * @param suites all suites of the zone by name; null if the folder says nothing about them
 * @param canaries all canaries of the zone by name; null if the folder says nothing about them
 */
public record ZoneFolder(
        FolderSettings settings,
        SortedMap<String, DocumentFile> documents,
        @Nullable SortedMap<String, SuiteFile> suites,
        @Nullable SortedMap<String, CaseFile> canaries) {

    /** The name of the file that makes a folder a zone. */
    public static final String SETTINGS = "edict.yaml";

    static final String SUITES = "suites";
    static final String CANARIES = "canaries";

    /**
     * Reads a folder.
     *
     * @throws dev.edict.cli.io.InvalidFile with file, line and column, if it is no folder of a zone
     */
    public static ZoneFolder read(Path folder) {
        return new FolderReader(folder).read();
    }

    /**
     * A policy document.
     *
     * @param file within the folder
     * @param original the text as it is in the file
     * @param content the text without a byte-order mark, its lines ended by LF
     */
    public record DocumentFile(String policy, String file, String original, String content) {}

    /**
     * Reads what {@code edict.yaml} of a folder says, and no other file.
     *
     * @throws dev.edict.cli.io.InvalidFile with file, line and column
     */
    public static FolderSettings readSettings(Path folder) {
        return new FolderReader(folder).settings();
    }

    /** Those of its subfolders that are there and hold files of the zone. */
    public static List<Path> parts(Path folder) {
        return Stream.of(SUITES, CANARIES)
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    /**
     * Whether what the folder says may depend on a file or subfolder.
     *
     * @param file within the folder
     */
    public static boolean holds(Path file) {
        var last = String.valueOf(file.getFileName());
        if (file.startsWith(SUITES) || file.startsWith(CANARIES)) {
            return FolderReader.isPart(last);
        }
        return last.equals(SETTINGS) || FolderReader.isDocument(last);
    }
}
