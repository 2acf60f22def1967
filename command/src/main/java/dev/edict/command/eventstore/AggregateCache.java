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
 * Aggregates as this node last left them. Another node may have appended since: under the command lock every command
 * compares the head of the log with the one that this node left. If it is another, an aggregate is taken only after it
 * has caught up with its own events, and only if the last one it has seen is still in the log.
 *
 * <p>A command takes an aggregate out, and what it made of it comes in with its append. A session may lose the lock
 * without its thread knowing (a pause, a lost connection), so a command accepts nothing that came in after the head it
 * saw itself, and what it leaves counts only if nobody else has left anything since.
 */
public final class AggregateCache {

    private static final long LARGEST = 10_000;
    private static final String HELD = AggregateCache.class.getName();

    /** Brings an aggregate up to date, or says that it cannot be. */
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
     * An aggregate that was left.
     *
     * @param type of its events: an id may name something of another type than a command expects
     * @param since the head of the log from then on
     * @param turn during which the log had no other head than this node's
     */
    private record Entry(String type, Object aggregate, long since, long turn, long sequence, String eventId) {}

    /** The log as a command found it, and the aggregates it is about to leave. */
    private record Held(long head, String headEventId, Map<Object, Object> left) {}

    /** To be called under the command lock: trusts nothing unseen unless this node appended the head of the log. */
    public synchronized void holdAgainst(long head, String headEventId, UnitOfWork<?> command) {
        if (!headEventId.equals(filledAt)) {
            turn++;
            filledAt = headEventId;
        }
        command.root().resources().put(HELD, new Held(head, headEventId, new LinkedHashMap<>()));
    }

    /** To be called when the current command has appended, and before it commits and others get their turn. */
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

    /** The last of an aggregate's events is the one it is known by. */
    private void keep(DomainEventMessage<?> event, @Nullable Object aggregate, long since) {
        if (aggregate != null) {
            aggregates.put(
                    event.getAggregateIdentifier(),
                    new Entry(
                            event.getType(), aggregate, since, turn, event.getSequenceNumber(), event.getIdentifier()));
        }
    }

    /** The aggregates of one class, as its repository sees them. */
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
            return new UnsupportedOperationException("repositories get, put and remove");
        }
    }

    private static @Nullable Held held() {
        return CurrentUnitOfWork.map(
                        unitOfWork -> (Held) unitOfWork.root().resources().get(HELD))
                .filter(Objects::nonNull)
                .orElse(null);
    }
}
