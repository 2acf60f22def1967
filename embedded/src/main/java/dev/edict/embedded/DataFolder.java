package dev.edict.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder with all files of the embedded servers; only one process holds it at a time. */
public final class DataFolder implements AutoCloseable {

    /**
     * The lock of the operating system belongs to the process, which loses it when it closes a second handle on the
     * file. A second opening in this process must therefore fail before it touches the file.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    static final String PROGRAMS = "programs";

    private static final String LOCK = "lock";
    private static final Duration LONGEST_UNTIL_WRITTEN = Duration.ofMillis(500);
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** The folder that {@code EDICT_DATA} names; {@code .edict} for a blank value. */
    public static Path chosen(String configured) {
        LocaleCheck.requireUsable("EDICT_DATA", configured);
        return Path.of(configured.isBlank() ? ".edict" : configured)
                .toAbsolutePath()
                .normalize();
    }

    public static DataFolder open(Path path) {
        return openUnlessHeld(path).orElseThrow(() -> {
            var holder = holder(path);
            return new StartRefused(
                    "the data folder " + path + " is in use by process " + holder,
                    "stop that process, or name another folder with EDICT_DATA");
        });
    }

    /** Empty if the folder is held by another process, or elsewhere in this one. */
    public static Optional<DataFolder> openUnlessHeld(Path path) {
        try {
            var root = createPrivately(path).toRealPath();
            LocaleCheck.requireUsable("the path of the data folder", root.toString());
            if (!OPEN_HERE.add(root)) {
                return Optional.empty();
            }
            var opened = Optional.<DataFolder>empty();
            try {
                opened = lock(root).map(lock -> new DataFolder(root, lock));
                return opened;
            } finally {
                if (opened.isEmpty()) {
                    OPEN_HERE.remove(root);
                }
            }
        } catch (IOException e) {
            throw UnwritableFolder.refusal(path, e);
        }
    }

    private static Optional<FileChannel> lock(Path root) throws IOException {
        var channel = FileChannel.open(root.resolve(LOCK), CREATE, WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0).write(bytes(ProcessHandle.current().pid() + "\n"));
            return Optional.of(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The id of the process that holds the folder; call it only for a folder that is held. */
    public static String holder(Path path) {
        try {
            var root = path.toRealPath();
            return OPEN_HERE.contains(root)
                    ? Long.toString(ProcessHandle.current().pid())
                    : written(new PidFile(root.resolve(LOCK)));
        } catch (IOException e) {
            throw UnwritableFolder.refusal(path, e);
        }
    }

    /** A new holder of the lock writes its id a moment later, over the previous one. */
    private static String written(PidFile lock) throws IOException {
        Pause.until(() -> lock.process().isPresent(), LONGEST_UNTIL_WRITTEN);
        var number = Files.readString(lock.path()).strip();
        return number.isEmpty() ? "of unknown number" : number;
    }

    public Path root() {
        return root;
    }

    /** The folder of all programs that the embedded servers execute. */
    Path programs() {
        return subfolder(PROGRAMS);
    }

    public StartRefused refusal(IOException e) {
        return UnwritableFolder.refusal(root, e);
    }

    Optional<StartRefused> troubleIn(String output) {
        return UnwritableFolder.saidBy(output, root);
    }

    /** Checks by writing a file whether the folder is usable. */
    Optional<StartRefused> trouble() {
        try {
            var probe = Files.createTempFile(root, "probe", ".new");
            try (var channel = FileChannel.open(probe, WRITE)) {
                channel.write(ByteBuffer.allocate(PROBE_BYTES));
                channel.force(true);
            } finally {
                Files.delete(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(refusal(e));
        }
    }

    public Path resolve(String name) {
        return root.resolve(name);
    }

    Path subfolder(String name) {
        try {
            return createPrivately(root.resolve(name));
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /** Renames a complete file or folder, durably: a power cut cannot undo the new name. */
    void rename(Path finished, Path name) throws IOException {
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(root)) {
            directory.force(true);
        }
    }

    public Optional<String> readSecret(String name) {
        var file = resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new StartRefused(file + " cannot be read", "let this user read it");
        }
    }

    /** Writes a temporary file and renames it, so that a crash cannot leave half a secret. */
    public void writeSecret(String name, String secret) {
        try {
            // The JDK creates temporary files readable by their owner only.
            var aside = Files.createTempFile(root, name, ".new");
            try {
                try (var channel = FileChannel.open(aside, WRITE)) {
                    channel.write(bytes(secret + "\n"));
                    channel.force(true);
                }
                rename(aside, resolve(name));
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        OPEN_HERE.remove(root);
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path createPrivately(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectory(folder);
    }
}
