package dev.edict.decisionpoint.audit;

import dev.edict.replica.background.LogSafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files with the events that Redis did not take, bounded in bytes. What was appended is on the disk; one
 * process at a time has the folder. Thread-safe.
 */
final class Spill implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Spill.class);

    private static final long LONGEST_FILE = 4L << 20;
    private static final long LEAST_FREE = 1_024;
    private static final long LONGEST_READ = 4 * LONGEST_FILE;
    private static final Pattern FILE = Pattern.compile("audit-(\\d{1,18})\\.spill");
    private static final Pattern OURS = Pattern.compile("audit-\\d{1,18}\\.(spill|damaged)");

    private final Path folder;
    private final long mostBytes;
    private final NavigableMap<Long, Long> sizes = new TreeMap<>();
    private @Nullable FolderLock lock;
    private @Nullable FileChannel active;
    private long damagedBytes;
    private long lastNumber;
    private long flushed;
    private volatile String trouble = "not opened yet";

    Spill(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * A file of the spill.
     *
     * @param number the files are numbered in the order in which they were begun
     */
    record Part(long number, List<SignedEntry> events, int damaged, String fault) {}

    /** Takes the folder, with what an earlier process left there; if it has it, sees whether a trouble has ended. */
    synchronized void open() throws SpillUnavailable {
        if (lock != null) {
            recover();
            return;
        }
        try {
            Files.createDirectories(folder);
            var taken = FolderLock.of(folder);
            try {
                findFiles();
                probe();
            } catch (IOException e) {
                taken.close();
                throw e;
            }
            lock = taken;
            trouble = "";
        } catch (IOException e) {
            throw unavailable("the folder %s cannot be used: %s".formatted(folder, LogSafeText.ofRootCause(e)));
        }
    }

    /** Without this, a full disk would be a trouble until Redis is away again. */
    private void recover() throws SpillUnavailable {
        if (trouble.isEmpty() || isFull(0)) {
            return;
        }
        try {
            probe();
            trouble = "";
        } catch (IOException e) {
            throw unavailable("the folder %s takes no file: %s".formatted(folder, LogSafeText.ofRootCause(e)));
        }
    }

    /** A folder that takes no file is found at the start, and not when Redis is away; nor is code loaded only then. */
    private void probe() throws IOException {
        var file = folder.resolve("audit.probe");
        var event = new SignedEntry("0".repeat(SpillFrames.ID), "0".repeat(SpillFrames.SIGNATURE), new byte[] {1});
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = SpillFrames.written(List.of(event));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        Files.delete(file);
        FolderLock.force(folder);
    }

    /** A file's header is less than what is kept free here. */
    private boolean isFull(long more) {
        return bytes() + more > mostBytes - LEAST_FREE;
    }

    private void findFiles() throws IOException {
        sizes.clear();
        damagedBytes = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                var spill = FILE.matcher(name);
                if (spill.matches()) {
                    sizes.put(Long.parseLong(spill.group(1)), Files.size(file));
                } else if (OURS.matcher(name).matches()) {
                    damagedBytes += Files.size(file);
                }
            }
        }
        lastNumber = sizes.isEmpty() ? 0 : sizes.lastKey();
    }

    /** Writes the events and has the disk keep them, all of them or none. */
    synchronized void append(List<SignedEntry> events) throws SpillUnavailable {
        if (lock == null) {
            throw new SpillUnavailable(trouble);
        }
        var bytes = SpillFrames.written(events);
        if (isFull(bytes.remaining())) {
            throw unavailable("the folder %s is full: it has %d bytes of %d".formatted(folder, bytes(), mostBytes));
        }
        try {
            write(bytes);
            trouble = "";
        } catch (IOException e) {
            discardRest();
            throw unavailable("the folder %s takes no file: %s".formatted(folder, LogSafeText.ofRootCause(e)));
        }
    }

    /** Written at once and flushed afterwards: what is written survives the process, and only that. */
    private void write(ByteBuffer bytes) throws IOException {
        var channel = active;
        var isNew = channel == null;
        if (channel == null) {
            channel = begin();
            put(channel, ByteBuffer.wrap(SpillFrames.HEADER));
        }
        put(channel, bytes);
        channel.force(false);
        if (isNew) {
            FolderLock.force(folder);
        }
        flushed = channel.position();
        if (flushed >= LONGEST_FILE) {
            seal();
        }
    }

    /** The number is the time in milliseconds, from which the age of the file is known later. */
    private FileChannel begin() throws IOException {
        lastNumber = Math.max(lastNumber + 1, System.currentTimeMillis());
        var channel = FileChannel.open(file(lastNumber), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        active = channel;
        flushed = 0;
        sizes.put(lastNumber, 0L);
        return channel;
    }

    private void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            sizes.merge(lastNumber, (long) channel.write(bytes), Long::sum);
        }
    }

    /** What is written of the batch is incomplete; nothing may follow it, and it must not count as damaged. */
    private void discardRest() {
        var channel = active;
        if (channel != null) {
            try {
                channel.truncate(flushed);
                sizes.put(lastNumber, flushed);
            } catch (IOException e) {
                log.debug("An incomplete record stays at the end of a file of the audit's spill", e);
            }
        }
        seal();
    }

    private void seal() {
        var channel = active;
        active = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("A file of the audit's spill did not close cleanly", e);
            }
        }
    }

    /**
     * The oldest file, which takes no more events from now on; empty if there is none. It is read, and removed, without
     * holding up those that append.
     */
    Optional<Part> oldest() throws SpillUnavailable {
        var number = oldestNumber();
        if (number.isEmpty()) {
            return Optional.empty();
        }
        var file = file(number.getAsLong());
        try {
            if (Files.size(file) > LONGEST_READ) {
                return Optional.of(new Part(number.getAsLong(), List.of(), 1, "it is longer than a spill gets"));
            }
            var content = SpillFrames.read(Files.readAllBytes(file));
            return Optional.of(new Part(number.getAsLong(), content.events(), content.damaged(), content.fault()));
        } catch (IOException e) {
            throw unavailable("the file %s cannot be read: %s".formatted(file, LogSafeText.ofRootCause(e)));
        }
    }

    private synchronized OptionalLong oldestNumber() {
        if (lock == null || sizes.isEmpty()) {
            return OptionalLong.empty();
        }
        long number = sizes.firstKey();
        if (number == lastNumber) {
            seal();
        }
        return OptionalLong.of(number);
    }

    /** Removes a file whose events were sent; a damaged one is only renamed, for a person to look at. */
    void remove(Part part) throws SpillUnavailable {
        var file = file(part.number());
        try {
            if (part.fault().isEmpty()) {
                Files.deleteIfExists(file);
                forget(part, 0);
            } else {
                var kept = folder.resolve("audit-%d.damaged".formatted(part.number()));
                Files.move(file, kept);
                forget(part, Files.size(kept));
                log.error("The audit's spill is damaged, and kept as {}: {}", kept, part.fault());
            }
            FolderLock.force(folder);
        } catch (IOException e) {
            throw unavailable("the file %s cannot be removed: %s".formatted(file, LogSafeText.ofRootCause(e)));
        }
    }

    private synchronized void forget(Part part, long kept) {
        sizes.remove(part.number());
        damagedBytes += kept;
    }

    synchronized long bytes() {
        return damagedBytes + sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized boolean isEmpty() {
        return sizes.isEmpty();
    }

    synchronized Duration oldestAge() {
        return sizes.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(System.currentTimeMillis() - sizes.firstKey(), 0));
    }

    /** Why the spill takes nothing; empty if it does. */
    String trouble() {
        return trouble;
    }

    private SpillUnavailable unavailable(String why) {
        trouble = why;
        return new SpillUnavailable(why);
    }

    private Path file(long number) {
        return folder.resolve("audit-%d.spill".formatted(number));
    }

    @Override
    public synchronized void close() {
        seal();
        var taken = lock;
        lock = null;
        trouble = "closed";
        if (taken != null) {
            taken.close();
        }
    }
}
