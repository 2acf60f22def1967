package dev.edict.app.servers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder in which the embedded servers keep everything; while it is open no other process has it. */
final class DataFolder implements AutoCloseable {

    /**
     * The operating system's lock belongs to the process: closing a second handle on the file would give it up, so a
     * second opening in this process must not get as far as the file.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataFolder open(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            var root = createPrivately(absolute).toRealPath();
            if (!OPEN_HERE.add(root)) {
                throw inUse(root, ProcessHandle.current().pid());
            }
            try {
                return new DataFolder(root, lock(root));
            } catch (IOException | RuntimeException e) {
                OPEN_HERE.remove(root);
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "the data folder " + absolute + " cannot be used (" + e + ")",
                    "name a folder that this user may write to, with EDICT_DATA");
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var file = root.resolve("lock");
        var channel = FileChannel.open(file, CREATE, WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw inUse(root, Files.readString(file).strip());
        }
        channel.truncate(0).write(bytes(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static StartRefused inUse(Path root, Object pid) {
        return new StartRefused(
                "the data folder " + root + " is in use by process " + pid,
                "stop that process, or name another folder with EDICT_DATA");
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    Path subfolder(String name) {
        try {
            return createPrivately(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> readSecret(String name) {
        var file = resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new StartRefused(file + " cannot be read", "let this user read it");
        }
    }

    /** Written aside and moved into place, so that a crash cannot leave half a secret. */
    void writeSecret(String name, String secret) {
        try {
            // Temporary files of the JDK are readable by their owner only, from the start.
            var aside = Files.createTempFile(root, name, ".new");
            try (var channel = FileChannel.open(aside, WRITE)) {
                channel.write(bytes(secret + "\n"));
                channel.force(true);
            }
            Files.move(aside, resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartRefused(resolve(name) + " cannot be written", "let this user write to " + root);
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
