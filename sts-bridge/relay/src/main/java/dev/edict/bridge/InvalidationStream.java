package dev.edict.bridge;

import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.RedisLink;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XAddArgs;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** The Redis stream that the decision points read; confined to one thread. */
final class InvalidationStream implements AutoCloseable {

    private final RedisLink redis;
    private final String stream;
    private final Supplier<StreamKey> key;
    private final XAddArgs trimming;

    /** @param key read for every entry, because it may change at runtime */
    InvalidationStream(RedisURI redis, BridgeProperties properties, Supplier<StreamKey> key) {
        this.redis = new RedisLink(redis, properties.publishTimeout(), properties.publishTimeout());
        this.stream = properties.stream();
        this.key = key;
        this.trimming = XAddArgs.Builder.maxlen(properties.maxLength()).approximateTrimming();
    }

    /** Connects unless connected already. */
    void open() {
        redis.open();
    }

    /** Appends the signed entry; returns once Redis has it. */
    void append(Invalidation invalidation) {
        var entry = new LinkedHashMap<>(invalidation.fields());
        entry.put(StreamSignature.FIELD, new StreamSignature(key.get()).of(stream, entry));
        redis.ask(
                FailureKind.TIMEOUT,
                "Redis did not take the entry",
                commands -> commands.xadd(stream, trimming, entry));
    }

    @Override
    public void close() {
        redis.close();
    }
}
