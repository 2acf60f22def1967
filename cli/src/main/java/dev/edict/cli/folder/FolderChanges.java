package dev.edict.cli.folder;

import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.OutputFile;
import dev.edict.cli.io.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What makes a folder the same as a zone.
 *
 * @param added texts by file, of files that are not there
 * @param differing texts by file, of files that say something else
 * @param foreign files that the zone has nothing for
 */
public record FolderChanges(
        Path folder, SortedMap<String, String> added, SortedMap<String, String> differing, SortedSet<String> foreign) {

    public boolean isNothing() {
        return added.isEmpty() && keepsAll();
    }

    /** Whether no file is overwritten or removed. */
    public boolean keepsAll() {
        return differing.isEmpty() && foreign.isEmpty();
    }

    /**
     * Makes all changes, each file in one step, and the settings last: a folder that is half written is no zone yet.
     *
     * @throws InvalidFile if a subfolder leads out of the folder
     * @throws IOException if a file cannot be removed
     */
    public void write() throws IOException {
        Files.createDirectories(folder);
        for (var part : List.of(ZoneFolder.SUITES, ZoneFolder.CANARIES)) {
            requireWithin(folder.resolve(part));
        }
        var texts = new ArrayList<>(added.entrySet());
        texts.addAll(differing.entrySet());
        for (var text : texts) {
            if (!text.getKey().equals(ZoneFolder.SETTINGS)) {
                OutputFile.write(folder.resolve(text.getKey()), text.getValue());
            }
        }
        for (var file : foreign) {
            Files.delete(folder.resolve(file));
        }
        for (var text : texts) {
            if (text.getKey().equals(ZoneFolder.SETTINGS)) {
                OutputFile.write(folder.resolve(text.getKey()), text.getValue());
            }
        }
    }

    private void requireWithin(Path part) throws IOException {
        if (Files.exists(part) && !part.toRealPath().startsWith(folder.toRealPath())) {
            throw new InvalidFile("%s: a link out of the folder".formatted(TerminalText.of(part.toString())));
        }
    }
}
