package dev.edict.decisionpoint.audit;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A decision point in a process of its own: it tells each decision that it gave, and when, and how long a flush of the
 * disk takes meanwhile.
 */
final class RecordingProcess {

    /** Before the microseconds of a flush. */
    static final String FLUSH = "flush ";

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int THREADS = 2;

    private RecordingProcess() {}

    /** Takes the address of Redis, the spill's folder, whether it is durable, and how requests are to be named. */
    public static void main(String[] arguments) {
        var settings = AuditSettings.from(
                        RedisURI.create(arguments[0]), () -> Audits.KEY, "dp-1", Path.of(arguments[1]))
                .durable(Boolean.parseBoolean(arguments[2]));
        var audit = Audits.started(settings);
        for (var thread = 0; thread < THREADS; thread++) {
            var name = arguments[3] + "-" + thread;
            new Thread(() -> decide(audit, name)).start();
        }
        new Thread(() -> probe(Path.of(arguments[1] + ".probe"))).start();
    }

    private static void probe(Path file) {
        try (var disk = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                var began = System.nanoTime();
                disk.write(ByteBuffer.allocate(1), 0);
                disk.force(false);
                tell(FLUSH + (System.nanoTime() - began) / 1_000);
                LockSupport.parkNanos(PROBE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void decide(DecisionAudit audit, String name) {
        for (var i = 0; ; i++) {
            var id = name + "-" + i;
            try {
                audit.record(Decided.decision(id));
                tell(id);
            } catch (AuditUnavailable e) {
                tell("refused " + e.getMessage());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void tell(String what) {
        System.out.println(System.nanoTime() / 1_000 + " " + what);
    }
}
