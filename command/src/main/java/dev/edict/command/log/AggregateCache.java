package dev.edict.command.log;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as this node last left them. Another node may have appended since, so the whole is only as good as the
 * head of the log it was filled at: under the command lock every command compares the two before it looks anything up.
 *
 * <p>A command takes an aggregate out, and what it made of it comes in with its append. A session may lose the lock
 * without its thread knowing (a pause, a lost connection), so a command accepts nothing that came in after the head it
 * saw itself, and what it leaves counts only if nobody else has left anything since.
 */
final class AggregateCache implements Cache {

    private static final long LARGEST = 10_000;
    private static final String HELD = AggregateCache.class.getName();

    private final com.github.benmanes.caffeine.cache.Cache<Object, Entry> aggregates =
            Caffeine.newBuilder().maximumSize(LARGEST).build();

    private @Nullable String filledAt;

    private record Entry(Object aggregate, long since) {}

    /** The log as a command found it, and the aggregates it is about to leave. */
    private record Held(long head, String headEventId, Map<Object, Object> left) {}

    /** To be called under the command lock: forgets everything unless this node appended the head of the log. */
    synchronized void holdAgainst(long head, String headEventId, UnitOfWork<?> command) {
        if (!headEventId.equals(filledAt)) {
            aggregates.invalidateAll();
            filledAt = headEventId;
        }
        command.root().resources().put(HELD, new Held(head, headEventId, new LinkedHashMap<>()));
    }

    /** To be called when the current command has appended, and before it commits and others get their turn. */
    synchronized void advance(int appended, String headEventId) {
        var held = held();
        if (held == null || !held.headEventId().equals(filledAt)) {
            aggregates.invalidateAll();
            filledAt = null;
            return;
        }
        var since = held.head() + appended;
        held.left().forEach((key, aggregate) -> aggregates.put(key, new Entry(aggregate, since)));
        filledAt = headEventId;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as Axon declares it: null is a miss
    public synchronized <K, V> V get(K key) {
        var held = held();
        var entry = aggregates.asMap().remove(key);
        return held != null && entry != null && entry.since() <= held.head() ? (V) entry.aggregate() : null;
    }

    @Override
    public void put(Object key, Object aggregate) {
        var held = held();
        if (held != null) {
            held.left().put(key, aggregate);
        }
    }

    @Override
    public boolean remove(Object key) {
        var held = held();
        var left = held == null ? null : held.left().remove(key);
        return aggregates.asMap().remove(key) != null || left != null;
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        throw unused();
    }

    @Override
    public boolean containsKey(Object key) {
        throw unused();
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("repositories get, put and remove");
    }

    private static @Nullable Held held() {
        return CurrentUnitOfWork.map(
                        unitOfWork -> (Held) unitOfWork.root().resources().get(HELD))
                .filter(Objects::nonNull)
                .orElse(null);
    }
}
