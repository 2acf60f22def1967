package dev.edict.bridge;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.RedisLink;
import dev.edict.bridge.redis.ServerIdentity;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.redis.StreamInspection;
import io.lettuce.core.XAddArgs;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Redis stream that the decision points read; confined to one thread. */
final class InvalidationStream implements AutoCloseable {

    private final RedisLink redis;
    private final String stream;
    private final Supplier<StreamKey> key;
    private final XAddArgs trimming;
    private final StreamInspection inspection;
    private @Nullable ServerIdentity server;

    /** @param key read for every entry, because it may change at runtime */
    InvalidationStream(RedisAddress redis, BridgeProperties properties, Supplier<StreamKey> key) {
        this.redis =
                new RedisLink(redis, properties.stream(), properties.publishTimeout(), properties.publishTimeout());
        this.stream = properties.stream();
        this.key = key;
        this.trimming = XAddArgs.Builder.maxlen(properties.maxLength()).approximateTrimming();
        this.inspection = new StreamInspection(stream);
    }

    /** Connects unless connected already, and asks a new connection which Redis it leads to. */
    void open() {
        if (redis.open()) {
            server = ServerIdentity.of(redis).orElse(null);
        }
    }

    /** The Redis of this connection; null if it does not tell. */
    @Nullable
    ServerIdentity server() {
        return server;
    }

    /** The next {@link #open} connects to whichever server is responsible then. */
    void disconnect() {
        redis.disconnect();
    }

    /** @param lastSent the entry that Redis should still have; null for none */
    StreamFacts inspect(@Nullable EntryId lastSent) {
        var facts = inspection.inspect(redis, lastSent);
        server = facts.server().orElse(null);
        return facts;
    }

    /** Creates a consumer group that has read everything up to an entry; false if Redis does not permit that. */
    boolean createGroup(String name, String after) {
        return redis.createGroup(stream, name, after);
    }

    /** Appends the signed entry; returns once Redis has it. */
    EntryId append(Invalidation invalidation) {
        var entry = new LinkedHashMap<>(invalidation.fields());
        entry.put(StreamSignature.FIELD, new StreamSignature(key.get()).of(stream, entry));
        return EntryId.parse(redis.ask(
                FailureKind.TIMEOUT,
                "Redis did not take the entry",
                commands -> commands.xadd(stream, trimming, entry)));
    }

    @Override
    public void close() {
        redis.close();
    }
}
