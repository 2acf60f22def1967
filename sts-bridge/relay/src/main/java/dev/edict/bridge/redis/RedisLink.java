package dev.edict.bridge.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * A connection to the Redis that holds one key, with bounded waiting times; confined to one thread. Of several servers
 * it is the master that Sentinels name, or the master of the key's slot in a cluster, looked up for each connection.
 *
 * <p>It lives until its first failure and never reconnects: Lettuce would resend commands in flight at the failure,
 * possibly after a later entry.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);

    private final RedisClient client;
    private final RedisAddress address;
    private final String key;
    private final Duration connectTimeout;
    private final Duration answerTimeout;
    private @Nullable StatefulRedisConnection<String, String> connection;

    public RedisLink(RedisAddress address, String key, Duration connectTimeout, Duration answerTimeout) {
        this.address = address;
        this.key = key;
        this.connectTimeout = connectTimeout;
        this.answerTimeout = answerTimeout;
        this.client = RedisClient.create();
        var options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(connectTimeout).build());
        if (address.certificates() != null) {
            options.sslOptions(SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(address.certificates().toFile())
                    .build());
        }
        client.setOptions(options.build());
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
        if (address.isCluster()) {
            connectToHolder();
        } else {
            connect(address.servers(connectTimeout).get(0));
        }
        ask(FailureKind.UNREACHABLE, "Redis does not serve", RedisAsyncCommands::ping);
        return true;
    }

    /** Any node names the others; each is asked once. */
    private void connectToHolder() {
        var failure = new StreamFailure(FailureKind.UNREACHABLE, "Redis cannot be reached");
        for (var node : address.servers(connectTimeout)) {
            try {
                connect(node);
                var ranges = ask(
                        FailureKind.UNREACHABLE,
                        "Redis does not name its nodes",
                        RedisClusterAsyncCommands::clusterSlots);
                connectToHolder(node, ranges);
                return;
            } catch (StreamFailure e) {
                failure = e;
            }
        }
        throw failure;
    }

    private void connectToHolder(RedisURI asked, List<Object> ranges) {
        var holder = SlotHolder.of(key, ranges, asked)
                .orElseThrow(() -> refused("CLUSTERDOWN no node takes writes of the key " + key));
        if (!holder.equals(asked)) {
            drop();
            connect(holder);
        }
    }

    private void connect(RedisURI server) {
        var opening = client.connectAsync(StringCodec.UTF8, server).toCompletableFuture();
        try {
            // Sentinels are asked one after the other.
            var patience =
                    connectTimeout.multipliedBy(1L + server.getSentinels().size());
            connection = await(opening, patience, FailureKind.UNREACHABLE, "Redis cannot be reached");
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

    /**
     * Sends one command; empty if the user of Redis may not send it, or Redis does not have it.
     *
     * @throws StreamFailure for any other refusal, and if Redis does not answer
     */
    public <T> Optional<T> askIfPermitted(
            String otherwise, Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> command) {
        var answer = ask(FailureKind.TIMEOUT, otherwise, commands -> command.apply(commands)
                .<Answer<T>>handle(Answer::new));
        var failure = answer.failure();
        if (failure == null) {
            return Optional.ofNullable(answer.value());
        }
        if (isForbidden(failure)) {
            return Optional.empty();
        }
        drop();
        throw failure(failure, otherwise);
    }

    /** Creates a group and the stream, unless they exist; false if the user of Redis may not. */
    public boolean createGroup(String stream, String group, String after) {
        return askIfPermitted("Redis did not create the group", commands -> commands.xgroupCreate(
                                StreamOffset.from(stream, after), group, new XGroupCreateArgs().mkstream(true))
                        .exceptionallyCompose(RedisLink::exists))
                .isPresent();
    }

    private static CompletionStage<String> exists(Throwable failure) {
        return LogSafeText.ofRootCause(failure).startsWith("BUSYGROUP")
                ? CompletableFuture.completedStage("OK")
                : CompletableFuture.failedStage(failure);
    }

    /** Drops the connection; the caller throws the failure. */
    StreamFailure refused(String reason) {
        drop();
        return new StreamFailure(FailureKind.REFUSED, reason);
    }

    /** Drops the connection, so that the next one is made to the server that is responsible then. */
    public void disconnect() {
        drop();
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
            throw failure(e, otherwise);
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new StreamFailure(unanswered, "%s: interrupted".formatted(otherwise));
        }
    }

    private static StreamFailure failure(Throwable failure, String otherwise) {
        var kind = isAnswered(failure) ? FailureKind.REFUSED : FailureKind.UNREACHABLE;
        return new StreamFailure(kind, "%s: %s".formatted(otherwise, LogSafeText.ofRootCause(failure)));
    }

    private static boolean isAnswered(Throwable failure) {
        return LogSafeText.rootCause(failure) instanceof RedisCommandExecutionException;
    }

    /** Hosted services forbid commands by access rules, or by renaming them. */
    private static boolean isForbidden(Throwable failure) {
        var reason = LogSafeText.ofRootCause(failure);
        return isAnswered(failure) && (reason.startsWith("NOPERM") || reason.startsWith("ERR unknown"));
    }

    private record Answer<T>(@Nullable T value, @Nullable Throwable failure) {}

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
