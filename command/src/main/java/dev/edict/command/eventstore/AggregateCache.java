package dev.edict.command.eventstore;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Caches the aggregates of this node. Another node may have appended since, so every command compares the head of the
 * log with the head that this node appended. If they differ, a cached aggregate is used only after it has applied its
 * newer events, and only if its last event is still in the log.
 *
 * <p>A command removes an aggregate from the cache; its append puts the new state in. A session may lose the lock
 * unnoticed (a pause, a lost connection). Therefore a command ignores states newer than the head that it read, and its
 * own state is kept only if no other command has updated the cache since.
 */
public final class AggregateCache {

    private static final long LARGEST = 10_000;
    private static final String HELD = AggregateCache.class.getName();

    /** Applies newer events to an aggregate; false if that is impossible. */
    @FunctionalInterface
    interface Update {
        boolean apply(Object aggregate, String aggregateId, long sequence, String eventId);
    }

    private final com.github.benmanes.caffeine.cache.Cache<Object, Entry> aggregates =
            Caffeine.newBuilder().maximumSize(LARGEST).build();

    private final Update update;
    private @Nullable String filledAt;
    private long turn;

    AggregateCache(Update update) {
        this.update = update;
    }

    /**
     * A cached aggregate.
     *
     * @param type of its events; one id may name aggregates of different types
     * @param since the head of the log from which this state is valid
     * @param turn counts the changes of the head by other nodes; within one turn only this node appended
     */
    private record Entry(String type, Object aggregate, long since, long turn, long sequence, String eventId) {}

    /** The log as a command read it, and the aggregates that its append will cache. */
    private record Held(long head, String headEventId, Map<Object, Object> left) {}

    /**
     * Call under the command lock. Trusts cached aggregates as they are only if this node appended the head of the log.
     */
    public synchronized void holdAgainst(long head, String headEventId, UnitOfWork<?> command) {
        if (!headEventId.equals(filledAt)) {
            turn++;
            filledAt = headEventId;
        }
        command.root().resources().put(HELD, new Held(head, headEventId, new LinkedHashMap<>()));
    }

    /** Call after the append of the current command and before its commit, which releases the lock. */
    synchronized void advance(List<? extends EventMessage<?>> appended) {
        var held = held();
        if (held == null || !held.headEventId().equals(filledAt)) {
            turn++;
            filledAt = null;
            return;
        }
        long since = held.head() + appended.size();
        for (var event : appended) {
            if (event instanceof DomainEventMessage<?> domainEvent) {
                keep(domainEvent, held.left().get(domainEvent.getAggregateIdentifier()), since);
            }
        }
        filledAt = appended.get(appended.size() - 1).getIdentifier();
    }

    /** An aggregate is identified by the last of its events. */
    private void keep(DomainEventMessage<?> event, @Nullable Object aggregate, long since) {
        if (aggregate != null) {
            aggregates.put(
                    event.getAggregateIdentifier(),
                    new Entry(
                            event.getType(), aggregate, since, turn, event.getSequenceNumber(), event.getIdentifier()));
        }
    }

    /** The cache of one aggregate type, for its repository. */
    public Cache of(Class<?> aggregate) {
        return new OfType(aggregate.getSimpleName());
    }

    private @Nullable Object get(String type, Object key) {
        var entry = takeOut(type, key);
        if (entry == null) {
            return null;
        }
        boolean current = isOfThisTurn(entry)
                || update.apply(entry.aggregate(), key.toString(), entry.sequence(), entry.eventId());
        return current ? entry.aggregate() : null;
    }

    private synchronized @Nullable Entry takeOut(String type, Object key) {
        var held = held();
        var entry = aggregates.getIfPresent(key);
        if (entry == null || !entry.type().equals(type)) {
            return null;
        }
        aggregates.invalidate(key);
        return held != null && entry.since() <= held.head() ? entry : null;
    }

    private synchronized boolean isOfThisTurn(Entry entry) {
        return entry.turn() == turn;
    }

    private final class OfType implements Cache {

        private final String type;

        OfType(String type) {
            this.type = type;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"
        }) // as Axon declares it: null is a miss
        public <K, V> V get(K key) {
            return (V) AggregateCache.this.get(type, key);
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
            return takeOut(type, key) != null || left != null;
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

        private UnsupportedOperationException unused() {
            return new UnsupportedOperationException("a repository calls only get, put and remove");
        }
    }

    private static @Nullable Held held() {
        return CurrentUnitOfWork.map(
                        unitOfWork -> (Held) unitOfWork.root().resources().get(HELD))
                .filter(Objects::nonNull)
                .orElse(null);
    }
}
