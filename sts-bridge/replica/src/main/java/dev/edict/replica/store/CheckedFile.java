package dev.edict.replica.store;

import dev.edict.replica.controlplane.BundleVerification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that is either whole or not read: a header with length and SHA-256 of what follows, written to another name,
 * forced to the disk, and renamed.
 */
final class CheckedFile {

    /** The file is torn, damaged, or no file of this library. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    private static final byte[] MAGIC = "edict-replica 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_LENGTH = 32;
    private static final int HEADER_LENGTH = MAGIC.length + Integer.BYTES + HASH_LENGTH;

    private CheckedFile() {}

    /**
     * Reads the content.
     *
     * @return empty if there is no such file
     */
    static Optional<byte[]> read(Path file, int longest) throws Unreadable {
        try {
            if (Files.size(file) > (long) HEADER_LENGTH + longest) {
                throw new Unreadable("it is longer than %d bytes".formatted(longest));
            }
            return Optional.of(content(ByteBuffer.wrap(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Unreadable("it cannot be read: " + e);
        }
    }

    private static byte[] content(ByteBuffer file) throws Unreadable {
        if (file.remaining() < HEADER_LENGTH) {
            throw new Unreadable("it is too short");
        }
        if (!Arrays.equals(taken(file, MAGIC.length), MAGIC)) {
            throw new Unreadable("it is no file of this library, or of another version");
        }
        var length = file.getInt();
        var hash = taken(file, HASH_LENGTH);
        if (file.remaining() != length) {
            throw new Unreadable("it has %d bytes of %d".formatted(file.remaining(), length));
        }
        var content = taken(file, length);
        if (!Arrays.equals(BundleVerification.sha256(content), hash)) {
            throw new Unreadable("its content does not have the SHA-256 %s"
                    .formatted(HexFormat.of().formatHex(hash)));
        }
        return content;
    }

    private static byte[] taken(ByteBuffer file, int length) {
        var bytes = new byte[length];
        file.get(bytes);
        return bytes;
    }

    /** Replaces the file; a crash at any moment leaves the former one or this one. */
    static void write(Path file, byte[] content) throws IOException {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        var draft = Files.createTempFile(folder, "draft-", ".tmp");
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var header = ByteBuffer.allocate(HEADER_LENGTH)
                        .put(MAGIC)
                        .putInt(content.length)
                        .put(BundleVerification.sha256(content))
                        .flip();
                writeAll(channel, header);
                writeAll(channel, ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        forceFolder(folder);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Makes a rename or a deletion last. */
    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
