package dev.edict.decisionpoint.audit;

import dev.edict.replica.background.LogSafeText;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the stream in Redis (contract §4.1): one thread sends, one connects. It lives until its first failure
 * and repeats nothing by itself.
 */
final class AuditStream implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(1);

    private final String name;
    private final RedisURI redis;
    private final RedisClient client = RedisClient.create();
    private final AtomicReference<@Nullable StatefulRedisConnection<String, byte[]>> connection =
            new AtomicReference<>();

    /** Closed by the next thread that connects, because whoever sends has to go to the disk first. */
    private final Queue<StatefulRedisConnection<String, byte[]>> abandoned = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Late late;
    private volatile String failure = "not connected yet";

    AuditStream(RedisURI redis, String name) {
        this.name = name;
        this.redis = RedisURI.builder(redis).withTimeout(CONNECT).build();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .build());
    }

    /** Acknowledgements that were not waited for to their end. */
    private record Late(CompletableFuture<Void> answers, long sinceNanos) {

        boolean isOver() {
            return System.nanoTime() - sinceNanos > CONNECT.toNanos();
        }
    }

    boolean isConnected() {
        var current = connection.get();
        return current != null && current.isOpen();
    }

    /** Why the last connection or entry failed, in one bounded line. */
    String failure() {
        return failure;
    }

    /** Connects, and has Redis answer once; false if that fails, within twice 3 s. */
    boolean connect() throws InterruptedException {
        closeAbandoned();
        var opening = client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), redis)
                .toCompletableFuture();
        try {
            var opened = opening.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            opened.async().ping().get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            late = null;
            connection.set(opened);
            return true;
        } catch (ExecutionException e) {
            failure = LogSafeText.ofRootCause(e);
        } catch (TimeoutException e) {
            failure = "Redis did not answer within %d ms".formatted(CONNECT.toMillis());
        }
        // It may still be established later.
        forget(opening.thenCompose(StatefulConnection::closeAsync));
        return false;
    }

    /**
     * Adds the events, and waits for all acknowledgements together. While Redis owes some of an earlier call, it gets
     * nothing more: it is busy, and a new connection would not help before 3 s.
     *
     * @return the events that Redis did not acknowledge in time, each of which it may have taken nevertheless
     */
    List<SignedEntry> send(List<SignedEntry> events, Duration patience) throws InterruptedException {
        var current = connection.get();
        if (current == null || isWaitedFor(current)) {
            return events;
        }
        var answers = new ArrayList<CompletableFuture<String>>(events.size());
        for (var event : events) {
            answers.add(current.async().xadd(name, fields(event)).toCompletableFuture());
        }
        var all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return List.of();
        } catch (ExecutionException e) {
            failed(current, LogSafeText.ofRootCause(e));
        } catch (TimeoutException e) {
            failure = "Redis did not acknowledge within %d ms".formatted(patience.toMillis());
            late = new Late(all, System.nanoTime());
        }
        return unacknowledged(events, answers);
    }

    private boolean isWaitedFor(StatefulRedisConnection<String, byte[]> current) {
        var before = late;
        if (before == null) {
            return false;
        }
        if (before.isOver() || before.answers().isCompletedExceptionally()) {
            failed(current, failure);
            return true;
        }
        if (before.answers().isDone()) {
            late = null;
            return false;
        }
        return true;
    }

    private static Map<String, byte[]> fields(SignedEntry event) {
        var fields = new LinkedHashMap<String, byte[]>();
        fields.put("id", event.id().getBytes(StandardCharsets.US_ASCII));
        fields.put("data", event.data());
        fields.put("sig", event.signature().getBytes(StandardCharsets.US_ASCII));
        return fields;
    }

    private static List<SignedEntry> unacknowledged(List<SignedEntry> events, List<CompletableFuture<String>> answers) {
        var left = new ArrayList<SignedEntry>();
        for (var i = 0; i < events.size(); i++) {
            var answer = answers.get(i);
            if (!answer.isDone() || answer.isCompletedExceptionally()) {
                left.add(events.get(i));
            }
        }
        return left;
    }

    private void failed(StatefulRedisConnection<String, byte[]> current, String reason) {
        failure = reason;
        if (connection.compareAndSet(current, null)) {
            abandoned.add(current);
        }
    }

    private void closeAbandoned() {
        for (var next = abandoned.poll(); next != null; next = abandoned.poll()) {
            forget(next.closeAsync());
        }
    }

    private static void forget(CompletableFuture<?> closing) {
        closing.exceptionally(failure -> null);
    }

    @Override
    public void close() {
        closeAbandoned();
        var current = connection.getAndSet(null);
        if (current != null) {
            forget(current.closeAsync());
        }
        client.shutdown(Duration.ZERO, END);
    }
}
