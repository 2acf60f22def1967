package dev.edict.replica.redis;

import dev.edict.replica.background.Loop;
import dev.edict.replica.background.Trouble;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the stream with a cursor of its own, so that every replica sees every entry, and passes on the verified ones.
 * Whatever is lost here is found by the feed and the poll.
 */
public final class InvalidationReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InvalidationReader.class);
    private static final int MOST_AT_ONCE = 256;
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final EntryVerification verification;
    private final StreamConnection connection;
    private final Consumer<Invalidation> receiver;
    private final Loop loop;
    private final Trouble forged = new Trouble(log, "verifying invalidations from Redis");
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private @Nullable EntryId cursor;

    /** @param receiver must return at once */
    public InvalidationReader(RedisStream stream, Consumer<Invalidation> receiver) {
        this.verification = new EntryVerification(stream);
        this.connection = new StreamConnection(stream);
        this.receiver = receiver;
        this.loop = new Loop("redis", new Trouble(log, "reading invalidations from Redis"), this::round);
    }

    public void start() {
        loop.start();
    }

    /** How many entries were verified and passed on. */
    public long accepted() {
        return accepted.get();
    }

    /** How many entries were dropped: unsigned, forged, of another stream, or malformed. */
    public long rejected() {
        return rejected.get();
    }

    private void round() throws InterruptedException {
        var from = cursor;
        if (from == null) {
            cursor = connection.newest();
            return;
        }
        var entries = connection.after(from, MOST_AT_ONCE, WAIT);
        if (entries.isEmpty()) {
            followReplacement(from);
        }
        for (var entry : entries) {
            receive(entry);
            cursor = EntryId.parse(entry.getId());
        }
    }

    /** A Redis that lost the stream begins with lower ids, which would never be after the cursor. */
    private void followReplacement(EntryId from) throws InterruptedException {
        if (connection.newest().compareTo(from) < 0) {
            cursor = EntryId.NONE;
        }
    }

    private void receive(StreamMessage<String, String> entry) {
        var invalidation = verification.accepted(entry.getBody());
        if (invalidation.isEmpty()) {
            forged.failed("the entry " + entry.getId() + " has no valid signature, and is dropped");
            rejected.incrementAndGet();
            return;
        }
        forged.ended();
        accepted.incrementAndGet();
        receiver.accept(invalidation.get());
    }

    @Override
    public void close() {
        loop.close();
        connection.close();
    }
}
