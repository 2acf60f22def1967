package dev.edict.projector.replay;

import static dev.edict.command.api.Rejection.Reason.INSTANT_BEFORE_LOG;
import static dev.edict.command.api.Rejection.Reason.INSTANT_IN_FUTURE;
import static dev.edict.command.api.Rejection.Reason.REPLAY_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.REPLAY_NOT_RESUMABLE;
import static dev.edict.command.api.Rejection.Reason.REPLAY_RUNNING;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Rejection;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.Range;
import dev.edict.projector.rebuild.ViewRebuild.ReplayStopped;
import dev.edict.projector.replay.ReplayTable.Goal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Runs replays in the background, one at a time on all nodes together. */
@Component
class ReplayService implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayService.class);

    private static final Set<String> RESUMABLE = Set.of("cancelled", "interrupted");
    private static final String DISK_FULL = "53100";

    private final ViewRebuild rebuild;
    private final ReplayTable replays;
    private final ReplayProperties properties;
    private final JdbcClient sql;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(threads());
    private volatile boolean stopping;

    ReplayService(
            ViewRebuild rebuild,
            ReplayTable replays,
            ReplayProperties properties,
            @Qualifier("backgroundPool") DataSource backgroundPool) {
        this.rebuild = rebuild;
        this.replays = replays;
        this.properties = properties;
        this.sql = JdbcClient.create(backgroundPool);
    }

    private static CustomizableThreadFactory threads() {
        var threads = new CustomizableThreadFactory("replay-");
        threads.setDaemon(true);
        threads.setThreadPriority(Thread.MIN_PRIORITY);
        return threads;
    }

    /**
     * Finds where a replay ends, and that its tables will have room.
     *
     * @param at the instant to replay up to, by the time of recording; null for an index, or for the head
     * @param seq the index to replay up to; null for an instant, or for the head
     */
    Goal goal(@Nullable OffsetDateTime at, @Nullable Long seq) {
        var head = head();
        var upTo = at != null ? atInstant(at) : seq != null ? atIndex(seq, head) : head;
        if (upTo == 0) {
            throw INSTANT_BEFORE_LOG.because("the log had no event by then");
        }
        new DiskBudget(properties.diskBudget().toBytes()).requireRoom(upTo, head, sql);
        return new Goal(upTo, at == null && seq == null);
    }

    /** Registers a replay, in the transaction of the caller. */
    Replay register(Goal goal, String requestedBy) {
        requireNoneRunning();
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        replays.begin(id, goal, requestedBy);
        return get(id);
    }

    private long atInstant(OffsetDateTime at) {
        if (sql.sql("select :at > clock_timestamp()")
                .param("at", at)
                .query(Boolean.class)
                .single()) {
            throw INSTANT_IN_FUTURE.because("at is in the future");
        }
        return sql.sql("select events.head_at(:at)")
                .param("at", at)
                .query(Long.class)
                .single();
    }

    private static long atIndex(long seq, long head) {
        if (seq > head) {
            throw INSTANT_IN_FUTURE.because("the log ends with event %d", head);
        }
        return seq;
    }

    private long head() {
        return sql.sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }

    /** Registers that a cancelled or interrupted replay goes on, in the transaction of the caller. */
    Replay registerAgain(String id) {
        var replay = get(id);
        if (!RESUMABLE.contains(replay.state())) {
            throw REPLAY_NOT_RESUMABLE.because(
                    "this replay is %s; only a cancelled or interrupted one is resumed", replay.state());
        }
        requireNoneRunning();
        replays.resume(id);
        return get(id);
    }

    /** Begins the work on a registered replay, or goes on with it. */
    void work(String id) {
        var range = replays.range(id);
        worker.execute(() -> run(id, range));
    }

    /** Asks the node that runs it to stop; its tables are kept until it is resumed or another one begins. */
    Replay cancel(String id) {
        get(id);
        replays.askToStop(id);
        return get(id);
    }

    List<Replay> newest() {
        return replays.newest();
    }

    Replay get(String id) {
        return replays.find(id).orElseThrow(() -> REPLAY_NOT_FOUND.because("no replay %s", id));
    }

    private void requireNoneRunning() {
        replays.newest().stream()
                .filter(replay -> replay.state().equals("running"))
                .findFirst()
                .ifPresent(running -> {
                    throw REPLAY_RUNNING.because("replay %s is running: wait for it, or cancel it", running.id());
                });
    }

    private void run(String id, Range range) {
        var budget = new DiskBudget(properties.diskBudget().toBytes());
        try {
            var tables = rebuild.replay(range, (index, sameTransaction) -> {
                var isCancelled = ReplayTable.move(id, index, sameTransaction);
                budget.check(sameTransaction);
                return !isCancelled && !stopping;
            });
            replays.complete(id, tables.stream().map(ReplayedTable::of).toList());
        } catch (ReplayStopped e) {
            if (!stopping) {
                replays.end(id, "cancelled", null, null);
            }
        } catch (Rejection e) {
            replays.end(id, "failed", e.reason().code(), e.explanation());
        } catch (RuntimeException e) {
            LOG.warn("Replay {} failed", id, e);
            var isFull = NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                    && DISK_FULL.equals(cause.getSQLState());
            replays.end(id, "failed", isFull ? "disk_full" : "replay_failed", e.getMessage());
        }
    }

    /** Leaves a running replay as interrupted, to be resumed on any node. */
    @Override
    public void destroy() {
        stopping = true;
        worker.shutdown();
    }
}
