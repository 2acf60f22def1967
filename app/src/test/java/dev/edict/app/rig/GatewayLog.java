package dev.edict.app.rig;

import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ZoneChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file in which a gateway notes every call and every answered read of the control plane. Instants are those of {@link
 * System#nanoTime}, which on Linux is one clock for all processes. Each line is written at once, so that a kill loses at
 * most the last one.
 */
final class GatewayLog implements AutoCloseable {

    private static final String NONE = "-";

    private final Writer file;

    GatewayLog(Path file) {
        try {
            this.file = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of one gateway, over all of its processes. */
    record Records(List<Start> starts, List<Call> calls, List<Read> reads) {

        static Records of(Path file) {
            try (var lines = Files.lines(file)) {
                return of(lines.toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Records of(List<String> lines) {
            return new Records(
                    lines.stream().map(Start::parse).flatMap(Optional::stream).toList(),
                    lines.stream().map(Call::parse).flatMap(Optional::stream).toList(),
                    lines.stream().map(Read::parse).flatMap(Optional::stream).toList());
        }
    }

    /**
     * A process began.
     *
     * @param at after everything that an earlier process noted
     */
    record Start(long at) {

        static Optional<Start> parse(String line) {
            return fields(line, "start", 2).map(fields -> new Start(Long.parseLong(fields[1])));
        }
    }

    /**
     * A decision.
     *
     * @param activationSeq what it was made by; negative if nothing was loaded
     * @param reason why it was denied; null if it was allowed
     */
    record Call(
            long began,
            long ended,
            String zoneId,
            long activationSeq,
            @Nullable String versionId,
            @Nullable String reason) {

        boolean isAllowed() {
            return reason == null;
        }

        static Optional<Call> parse(String line) {
            return fields(line, "call", 7)
                    .map(fields -> new Call(
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            fields[3],
                            Long.parseLong(fields[4]),
                            fields[5].equals(NONE) ? null : fields[5],
                            fields[6].equals(NONE) ? null : fields[6]));
        }
    }

    /**
     * An answered read of the control plane.
     *
     * @param wallMillis the wall clock at its end, as the gateway saw it
     */
    record Read(long began, long ended, long wallMillis) {

        static Optional<Read> parse(String line) {
            return fields(line, "read", 4)
                    .map(fields ->
                            new Read(Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3])));
        }

        /** By how much the wall clock was ahead of the monotonic one. */
        Duration wallOffset() {
            return Duration.ofMillis(wallMillis).minusNanos(ended);
        }
    }

    /** A killed process may leave the beginning of a line. */
    private static Optional<String[]> fields(String line, String kind, int count) {
        var fields = line.split(" ", -1);
        return fields.length == count + 1 && fields[0].equals(kind) ? Optional.of(fields) : Optional.empty();
    }

    void started() {
        write("start %d .".formatted(System.nanoTime()));
    }

    /** Makes a call and notes it. */
    Outcome call(String zoneId, Supplier<Outcome> decision) {
        var began = System.nanoTime();
        var outcome = decision.get();
        var bundle = outcome.bundle();
        write("call %d %d %s %d %s %s ."
                .formatted(
                        began,
                        System.nanoTime(),
                        zoneId,
                        bundle == null ? -1 : bundle.activationSeq(),
                        bundle == null || bundle.versionId() == null ? NONE : bundle.versionId(),
                        outcome instanceof Allowed
                                ? NONE
                                : outcome instanceof Outcome.Denied denied ? denied.reason() : "on_hold"));
        return outcome;
    }

    /** The same source, with a note of every answer. */
    BundleSource noting(BundleSource source) {
        return new BundleSource() {
            @Override
            public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
                return noted(() -> source.bundle(zoneId, inForce));
            }

            @Override
            public ChangePage changes(@Nullable String cursor, Duration wait) {
                return noted(() -> source.changes(cursor, wait));
            }
        };
    }

    private <T> T noted(Supplier<T> read) {
        var began = System.nanoTime();
        var answer = read.get();
        write("read %d %d %d .".formatted(began, System.nanoTime(), System.currentTimeMillis()));
        return answer;
    }

    private synchronized void write(String line) {
        try {
            file.write(line + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last calls of a file that may still be written to, and may not be there yet. */
    static List<Call> lastCalls(Path path) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (var file = Files.newByteChannel(path)) {
            file.position(Math.max(0, file.size() - 16_384));
            var bytes = ByteBuffer.allocate(16_384);
            file.read(bytes);
            var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return Records.of(text.lines().toList()).calls();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
