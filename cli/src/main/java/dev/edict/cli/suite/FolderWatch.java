package dev.edict.cli.suite;

import dev.edict.cli.folder.ZoneFolder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Waits for changes of the files that make a folder a zone. */
final class FolderWatch implements AutoCloseable {

    /** An editor writes a file in several steps, and a checkout writes many files. */
    private static final long QUIET_MILLIS = 100;

    private static final int MOST_PAUSES = 20;

    private final Path folder;
    private final WatchService changes;

    FolderWatch(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.changes = FileSystems.getDefault().newWatchService();
    }

    /**
     * Notes changes from now on, in subfolders that appeared meanwhile too.
     *
     * @throws IOException if the folder is gone
     */
    void begin() throws IOException {
        register(folder);
        for (var part : ZoneFolder.parts(folder)) {
            try {
                register(part);
            } catch (NoSuchFileException e) {
                // gone since it was listed, which the folder itself tells
            }
        }
    }

    private void register(Path part) throws IOException {
        part.register(
                changes,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /**
     * Waits until something changed since {@link #begin} and nothing has for a moment.
     *
     * @throws InterruptedException if the thread is to end
     */
    void await() throws InterruptedException {
        var changed = false;
        while (!changed) {
            changed = isOurs(changes.take());
        }
        for (int pause = 0; pause < MOST_PAUSES; pause++) {
            var key = changes.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            if (key == null) {
                return;
            }
            isOurs(key);
        }
    }

    /** Takes the events of a key: whether one of them is of a file of the zone, or the watched folder is gone. */
    private boolean isOurs(WatchKey key) {
        var part = folder.relativize((Path) key.watchable());
        var ours = key.pollEvents().stream().anyMatch(event -> isOurs(part, event));
        return !key.reset() || ours;
    }

    /** Without a file some events were lost. */
    private static boolean isOurs(Path part, WatchEvent<?> event) {
        return !(event.context() instanceof Path file) || ZoneFolder.holds(part.resolve(file));
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
