package dev.edict.bridge;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis stream that the decision points read; used by one thread.
 *
 * <p>A connection lives until its first failure. Lettuce would send again by itself what was in flight when a
 * connection broke, possibly after a later entry, so it is not allowed to reconnect.
 */
final class InvalidationStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InvalidationStream.class);
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);

    private final RedisClient client;
    private final RedisURI uri;
    private final String stream;
    private final StreamSignature signature;
    private final XAddArgs trimming;
    private final Duration timeout;
    private @Nullable StatefulRedisConnection<String, String> connection;

    InvalidationStream(RedisURI redis, BridgeProperties properties) {
        this.stream = properties.stream();
        this.signature = new StreamSignature(properties.key());
        this.trimming = XAddArgs.Builder.maxlen(properties.maxLength()).approximateTrimming();
        this.timeout = properties.publishTimeout();
        this.uri = RedisURI.builder(redis).withTimeout(timeout).build();
        this.client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .build());
    }

    /**
     * Connects unless connected. The round trip at the end tells a Redis that serves from one that only accepts
     * connections, and comes after whatever an earlier connection still had on its way to the same server.
     */
    void open() {
        var current = connection;
        if (current != null && current.isOpen()) {
            return;
        }
        drop();
        var opening = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
        try {
            var opened = await(opening, "Redis cannot be reached");
            connection = opened;
            await(opened.async().ping().toCompletableFuture(), "Redis does not serve");
        } catch (StreamFailure e) {
            // It may still come up after we gave up on it.
            var closing = opening.thenCompose(StatefulConnection::closeAsync);
            log.debug("A connection to Redis is given up, closed: {}", closing.isDone());
            throw e;
        }
    }

    /** Appends the signed entry; returns once Redis has it. */
    void append(Invalidation invalidation) {
        var current = connection;
        if (current == null) {
            throw new StreamFailure("Redis is not connected");
        }
        var entry = new LinkedHashMap<>(invalidation.fields());
        entry.put(StreamSignature.FIELD, signature.of(stream, entry));
        await(current.async().xadd(stream, trimming, entry).toCompletableFuture(), "Redis did not take the entry");
    }

    @Override
    public void close() {
        drop();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private <T> T await(CompletableFuture<T> answer, String otherwise) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            drop();
            throw new StreamFailure("%s: no answer within %d ms".formatted(otherwise, timeout.toMillis()));
        } catch (ExecutionException e) {
            drop();
            throw new StreamFailure("%s: %s".formatted(otherwise, Wording.ofRootCause(e)));
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new StreamFailure("%s: interrupted".formatted(otherwise));
        }
    }

    private void drop() {
        var current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            // Waited for, so that the zone is not released while an unanswered entry can still leave.
            current.closeAsync().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("A connection to Redis did not close cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
