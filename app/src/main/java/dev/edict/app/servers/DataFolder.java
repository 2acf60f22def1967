package dev.edict.app.servers;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything an embedded Edict keeps; used by one process at a time. */
final class DataFolder implements Closeable {

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the folder for this process until it is closed, or refuses, naming who has it. */
    static DataFolder take(Path path) {
        create(path);
        try {
            var channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                var holder = Files.readString(path.resolve(LOCK)).strip();
                channel.close();
                throw new StartRefused(
                        "The data folder %s is in use by process %s.".formatted(path, holder),
                        "Stop that process, or set EDICT_DATA to another folder.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static StartRefused unusable(Path path, IOException e) {
        return new StartRefused(
                "The data folder %s cannot be used: %s.".formatted(path, e),
                "Make it a folder this user can write to, or set EDICT_DATA to another one.");
    }

    Path path() {
        return path;
    }

    /** A secret that is made at the first start and kept, readable by its owner only. */
    static Kept keptSecret(Path folder, String name, Supplier<String> make) {
        create(folder);
        var file = folder.resolve(name);
        try {
            var secret = make.get();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n");
            return new Kept(secret, true);
        } catch (FileAlreadyExistsException e) {
            return new Kept(read(file), false);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused(
                    "The secret in %s cannot be read.".formatted(file),
                    "Make it readable for this user, or delete it to have another one made.");
        }
    }

    /** A secret and whether it was made just now; never printed by accident. */
    record Kept(String secret, boolean isNew) {

        @Override
        public String toString() {
            return "Kept[…]";
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
