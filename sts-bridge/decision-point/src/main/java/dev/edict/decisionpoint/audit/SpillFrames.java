package dev.edict.decisionpoint.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a spill's file: a header with the version, then one record per event with its length and checksum, so
 * that a record which a crash left incomplete is found.
 */
final class SpillFrames {

    static final byte[] HEADER = "edict-audit-spill 1\n".getBytes(StandardCharsets.US_ASCII);
    static final int LONGEST_DATA = 1 << 20;

    /** Length, its complement, which tells a damaged length from an incomplete record, and checksum. */
    private static final int PREFIX = 3 * Integer.BYTES;

    static final int ID = 36;
    static final int SIGNATURE = 64;

    private SpillFrames() {}

    /**
     * What a file has.
     *
     * @param damaged records that cannot be read
     * @param fault what is wrong with the file besides an incomplete last record, which a crash explains; empty if
     *     nothing is
     */
    record Content(List<SignedEntry> events, int damaged, String fault) {}

    static ByteBuffer written(List<SignedEntry> events) {
        var size = events.stream()
                .mapToInt(event -> PREFIX + ID + SIGNATURE + event.data().length)
                .sum();
        var bytes = ByteBuffer.allocate(size);
        for (var event : events) {
            var start = bytes.position();
            var length = ID + SIGNATURE + event.data().length;
            bytes.putInt(length)
                    .putInt(~length)
                    .putInt(0)
                    .put(event.id().getBytes(StandardCharsets.US_ASCII))
                    .put(event.signature().getBytes(StandardCharsets.US_ASCII))
                    .put(event.data());
            bytes.putInt(start + 2 * Integer.BYTES, checksum(bytes.array(), start + PREFIX, length));
        }
        return bytes.flip();
    }

    static Content read(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        var header = new byte[Math.min(HEADER.length, file.length)];
        bytes.get(header);
        if (!Arrays.equals(header, Arrays.copyOf(HEADER, header.length))) {
            return new Content(List.of(), 1, "it is no spill of this version");
        }
        var events = new ArrayList<SignedEntry>();
        var damaged = 0;
        while (bytes.remaining() >= PREFIX) {
            var length = bytes.getInt();
            var complement = bytes.getInt();
            var checksum = bytes.getInt();
            if (complement != ~length || length < ID + SIGNATURE || length > ID + SIGNATURE + LONGEST_DATA) {
                return new Content(events, damaged + 1, "a record has a length of %d bytes".formatted(length));
            }
            if (length > bytes.remaining()) {
                return new Content(events, damaged + 1, fault(damaged));
            }
            if (checksum == checksum(file, bytes.position(), length)) {
                events.add(event(bytes, length));
            } else {
                bytes.position(bytes.position() + length);
                damaged++;
            }
        }
        return new Content(events, damaged + (bytes.hasRemaining() ? 1 : 0), fault(damaged));
    }

    private static String fault(int damaged) {
        return damaged == 0 ? "" : "%d records do not have their checksum".formatted(damaged);
    }

    private static SignedEntry event(ByteBuffer bytes, int length) {
        var data = new byte[length - ID - SIGNATURE];
        var event = new SignedEntry(text(bytes, ID), text(bytes, SIGNATURE), data);
        bytes.get(data);
        return event;
    }

    private static String text(ByteBuffer bytes, int length) {
        var text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
