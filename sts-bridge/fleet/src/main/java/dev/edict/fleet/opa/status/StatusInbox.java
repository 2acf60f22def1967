package dev.edict.fleet.opa.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.command.api.Rejection;
import dev.edict.command.background.Loop;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.ObservedDecisionPoints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the newest that each agent said until a thread has recorded it, so that agents are answered at once. An agent
 * whose status could not be recorded is refused for a minute by the reason of that.
 */
@Component
public class StatusInbox implements SmartLifecycle {

    static final int MOST = 5_000;

    private static final Logger log = LoggerFactory.getLogger(StatusInbox.class);

    /** In one transaction. */
    private static final int TOGETHER = 32;

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    /** @param process null for a request that only shows that the agent lives */
    private record Key(String id, String owner, @Nullable String process) {}

    /** @param seen null for a sign of life */
    private record Entry(Key key, @Nullable Observation seen) {}

    private final ObservedDecisionPoints roster;
    private final StatusMeters meters;
    private final Map<Key, Entry> waiting = new LinkedHashMap<>();
    private final Cache<Key, Rejection> refused = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REFUSED_FOR)
            .build();
    private final Loop loop = new Loop("opa-status", this::recordAll);

    StatusInbox(ObservedDecisionPoints roster, StatusMeters meters) {
        this.roster = roster;
        this.meters = meters;
    }

    /**
     * Takes what an agent says of itself, unless it said something newer.
     *
     * @throws Rejection by which its last status was refused, within the last minute; {@code overloaded}
     */
    void add(Observation seen) {
        var key = new Key(seen.id(), seen.owner(), seen.process());
        var refusal = refused.getIfPresent(key);
        if (refusal != null) {
            meters.refused();
            throw refusal;
        }
        if (!put(new Entry(key, seen))) {
            meters.dropped();
            throw Rejection.Reason.OVERLOADED
                    .because("too many agents post their status at once: retry later")
                    .with(Rejection.RETRY_AFTER, 1L);
        }
        meters.accepted();
    }

    /** Takes that an agent asked for what governs, and has it already. */
    public void lives(AgentId agent, String owner) {
        put(new Entry(new Key(agent.id(), owner, null), null));
    }

    private boolean put(Entry entry) {
        var isKept = keep(entry);
        loop.wake();
        return isKept;
    }

    private boolean keep(Entry entry) {
        synchronized (waiting) {
            var before = waiting.get(entry.key());
            if (before == null && waiting.size() >= MOST) {
                return false;
            }
            if (before == null || isNewer(entry, before)) {
                waiting.put(entry.key(), entry);
            }
            return true;
        }
    }

    /** Until the next look, unless the agent says something newer meanwhile. */
    private void keepForLater(Entry entry) {
        if (!keep(entry)) {
            meters.dropped();
        }
    }

    private static boolean isNewer(Entry entry, Entry before) {
        return entry.seen() == null
                || before.seen() == null
                || entry.seen().order() >= before.seen().order();
    }

    private Duration recordAll() {
        for (var batch = poll(); !batch.isEmpty(); batch = poll()) {
            recordOneByOne(areRecorded(batch) ? signsOfLife(batch) : batch);
        }
        return LOOK_EVERY;
    }

    private static List<Entry> signsOfLife(List<Entry> batch) {
        return batch.stream().filter(entry -> entry.seen() == null).toList();
    }

    /** False if it was not possible: one of them may be refused, which must not concern others. */
    private boolean areRecorded(List<Entry> batch) {
        try {
            roster.record(
                    batch.stream().map(Entry::seen).filter(Objects::nonNull).toList());
            return true;
        } catch (RuntimeException e) {
            log.debug("Recording {} status posts one by one: {}", batch.size(), e.getMessage());
            return false;
        }
    }

    private void recordOneByOne(List<Entry> batch) {
        var left = new ArrayDeque<>(batch);
        try {
            while (!left.isEmpty()) {
                record(left.getFirst());
                left.removeFirst();
            }
        } finally {
            left.forEach(this::keepForLater);
        }
    }

    private void record(Entry entry) {
        var seen = entry.seen();
        try {
            if (seen == null) {
                roster.lives(AgentId.KIND, entry.key().id(), entry.key().owner());
            } else {
                roster.record(List.of(seen));
            }
        } catch (Rejection e) {
            if (e.reason() == Rejection.Reason.OVERLOADED) {
                throw e;
            }
            log.warn("The status of {} is refused: {}", entry.key().id(), e.explanation());
            refused.put(entry.key(), e);
        }
    }

    private List<Entry> poll() {
        var batch = new ArrayList<Entry>();
        synchronized (waiting) {
            var all = waiting.values().iterator();
            while (all.hasNext() && batch.size() < TOGETHER && loop.isRunning()) {
                batch.add(all.next());
                all.remove();
            }
        }
        return batch;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
