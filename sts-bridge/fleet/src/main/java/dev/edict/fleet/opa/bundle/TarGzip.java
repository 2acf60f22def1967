package dev.edict.fleet.opa.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs files into a gzipped tar whose bytes follow from the files alone. The gzip blocks are stored: what a deflater
 * writes depends on the zlib of the platform, and nodes that disagree about the bytes would have agents load again with
 * every request.
 */
final class TarGzip {

    private static final int LONGEST_BLOCK = 0xffff;
    private static final int MODE = 0100644;

    /** A text file of an archive, by its name without a leading slash. */
    record Member(String name, String content) {

        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    private TarGzip() {}

    static byte[] of(List<Member> members) {
        return gzip(tar(members));
    }

    private static byte[] tar(List<Member> members) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var member : members) {
                var content = member.bytes();
                tar.putArchiveEntry(entry(member.name(), content.length));
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Without the user and the time, which an entry takes from this process. */
    private static TarArchiveEntry entry(String name, int size) {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(MODE);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }

    /** RFC 1952, with the stored blocks of RFC 1951. */
    private static byte[] gzip(byte[] content) {
        var blocks = Math.max(1, (content.length + LONGEST_BLOCK - 1) / LONGEST_BLOCK);
        var file = ByteBuffer.allocate(10 + 5 * blocks + content.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
        for (int block = 0; block < blocks; block++) {
            var from = block * LONGEST_BLOCK;
            var length = Math.min(LONGEST_BLOCK, content.length - from);
            file.put((byte) (block == blocks - 1 ? 1 : 0))
                    .putShort((short) length)
                    .putShort((short) ~length);
            file.put(content, from, length);
        }
        var check = new CRC32();
        check.update(content);
        return file.putInt((int) check.getValue()).putInt(content.length).array();
    }
}
