package dev.edict.replica.redis;

import dev.edict.replica.background.LogSafeText;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads one stream, with bounded waiting times; confined to one thread. It lives until its first
 * failure and is opened anew by the next read.
 */
final class StreamConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(1);

    private final String stream;
    private final RedisURI redis;
    private final RedisClient client = RedisClient.create();
    private @Nullable StatefulRedisConnection<String, String> connection;

    StreamConnection(RedisStream stream) {
        this.stream = stream.name();
        this.redis = RedisURI.builder(stream.redis()).withTimeout(PATIENCE).build();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                .build());
    }

    /** The id of the newest entry; {@link EntryId#NONE} if there is none. */
    EntryId newest() throws InterruptedException {
        var entries = await(open().async().xrevrange(stream, Range.unbounded(), Limit.from(1)), PATIENCE);
        return entries.isEmpty() ? EntryId.NONE : EntryId.parse(entries.get(0).getId());
    }

    /** The entries after this one, in order; waits for one, and is empty if none comes. */
    @SuppressWarnings("unchecked") // the array of the offsets, which Lettuce only reads
    List<StreamMessage<String, String>> after(EntryId id, int most, Duration wait) throws InterruptedException {
        var reading = open().async()
                .xread(XReadArgs.Builder.block(wait).count(most), StreamOffset.from(stream, id.toString()));
        return await(reading, wait.plus(PATIENCE));
    }

    private StatefulRedisConnection<String, String> open() throws InterruptedException {
        var current = connection;
        if (current != null && current.isOpen()) {
            return current;
        }
        drop();
        var opening = client.connectAsync(StringCodec.UTF8, redis).toCompletableFuture();
        try {
            current = await(opening, PATIENCE);
            connection = current;
            return current;
        } catch (InterruptedException | IllegalStateException e) {
            // It may still be established later.
            forget(opening.thenCompose(StatefulConnection::closeAsync));
            throw e;
        }
    }

    private <T> T await(CompletionStage<T> answer, Duration patience) throws InterruptedException {
        try {
            return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            drop();
            throw new IllegalStateException("Redis did not answer within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            drop();
            throw new IllegalStateException("Redis: " + LogSafeText.ofRootCause(e));
        }
    }

    private void drop() {
        var current = connection;
        connection = null;
        if (current != null) {
            forget(current.closeAsync());
        }
    }

    private static void forget(CompletableFuture<?> closing) {
        closing.exceptionally(failure -> null);
    }

    @Override
    public void close() {
        drop();
        client.shutdown(Duration.ZERO, END);
    }
}
