package dev.edict.bridge.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis with bounded waiting times; confined to one thread.
 *
 * <p>It lives until its first failure and never reconnects: Lettuce would resend commands in flight at the failure,
 * possibly after a later entry.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);

    private final RedisClient client;
    private final RedisURI uri;
    private final Duration connectTimeout;
    private final Duration answerTimeout;
    private @Nullable StatefulRedisConnection<String, String> connection;

    public RedisLink(RedisURI redis, Duration connectTimeout, Duration answerTimeout) {
        this.connectTimeout = connectTimeout;
        this.answerTimeout = answerTimeout;
        this.uri = RedisURI.builder(redis).withTimeout(connectTimeout).build();
        this.client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(connectTimeout).build())
                .build());
    }

    /**
     * Connects unless connected already, and returns whether it had to. The final round trip distinguishes a serving
     * Redis from one that only accepts connections. It also follows everything that an earlier connection still had in
     * flight to the same server.
     */
    public boolean open() {
        var current = connection;
        if (current != null && current.isOpen()) {
            return false;
        }
        drop();
        var opening = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
        try {
            connection = await(opening, connectTimeout, FailureKind.UNREACHABLE, "Redis cannot be reached");
            ask(FailureKind.UNREACHABLE, "Redis does not serve", RedisAsyncCommands::ping);
            return true;
        } catch (StreamFailure e) {
            // It may still be established after the timeout.
            var closing = opening.thenCompose(StatefulConnection::closeAsync);
            log.debug("A connection to Redis was abandoned, closed: {}", closing.isDone());
            throw e;
        }
    }

    /** Sends one command and waits for its answer. */
    public <T> T ask(
            FailureKind unanswered,
            String otherwise,
            Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> command) {
        var current = connection;
        if (current == null) {
            throw new StreamFailure(FailureKind.UNREACHABLE, otherwise + ": not connected");
        }
        return await(command.apply(current.async()).toCompletableFuture(), answerTimeout, unanswered, otherwise);
    }

    @Override
    public void close() {
        drop();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private <T> T await(CompletableFuture<T> answer, Duration timeout, FailureKind unanswered, String otherwise) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            drop();
            throw new StreamFailure(unanswered, "%s: no answer within %d ms".formatted(otherwise, timeout.toMillis()));
        } catch (ExecutionException e) {
            drop();
            var kind = LogSafeText.rootCause(e) instanceof RedisCommandExecutionException
                    ? FailureKind.REFUSED
                    : FailureKind.UNREACHABLE;
            throw new StreamFailure(kind, "%s: %s".formatted(otherwise, LogSafeText.ofRootCause(e)));
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new StreamFailure(unanswered, "%s: interrupted".formatted(otherwise));
        }
    }

    private void drop() {
        var current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            // Awaited, so that the zone is not released while an unanswered entry can still be sent.
            current.closeAsync().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("A connection to Redis did not close cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
