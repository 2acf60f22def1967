package dev.edict.bridge;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.resync.Incarnation;
import dev.edict.bridge.resync.Resyncs;
import dev.edict.bridge.resync.StreamPositions;
import dev.edict.bridge.resync.ZoneState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the last sent change of each zone again, many zones in one transaction. The locks are those of the relay,
 * so no later change of a zone is sent before; a crash publishes the same entries again, with the same dispatch ids.
 */
final class ZoneResync {

    private static final Logger log = LoggerFactory.getLogger(ZoneResync.class);

    private static final int MOST_ZONES = 200;

    /** Together with the longest publish timeout below the time that PostgreSQL lets a transaction be idle. */
    private static final Duration LONGEST_TURN = Duration.ofMillis(500);

    private final Resyncs resyncs;
    private final StreamPositions positions;
    private final InvalidationStream stream;
    private final ResyncMeters meters;
    private final TransactionTemplate transaction;

    ZoneResync(
            DataSource backgroundPool,
            Resyncs resyncs,
            StreamPositions positions,
            InvalidationStream stream,
            ResyncMeters meters) {
        this.resyncs = resyncs;
        this.positions = positions;
        this.stream = stream;
        this.meters = meters;
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(backgroundPool));
    }

    /**
     * Publishes some of the zones that are left; returns how many. None: all are done, or other nodes hold the rest.
     *
     * @throws dev.edict.bridge.redis.StreamFailure if Redis fails; nothing is marked then
     */
    int publishSome(long incarnation) {
        var zones = resyncs.zonesLeft(incarnation, MOST_ZONES);
        if (zones.isEmpty()) {
            return 0;
        }
        var turn = Objects.requireNonNull(transaction.execute(status -> attemptSafely(incarnation, zones, status)));
        if (turn.failure() != null) {
            throw turn.failure();
        }
        meters.published(turn.published());
        return turn.marked();
    }

    /** Catches failures, because Spring prints the stack of an exception whose transaction lost its connection. */
    private Turn attemptSafely(long incarnation, List<String> zones, TransactionStatus status) {
        try {
            var turn = attempt(incarnation, zones);
            if (turn.marked() == 0) {
                status.setRollbackOnly();
            }
            return turn;
        } catch (RuntimeException e) {
            log.debug("An attempt to publish zones again failed: {}", LogSafeText.ofRootCause(e));
            status.setRollbackOnly();
            return new Turn(0, 0, e);
        }
    }

    private Turn attempt(long incarnation, List<String> zones) {
        var begun = System.nanoTime();
        var states = resyncs.states(incarnation, resyncs.lockZones(zones));
        var done = new ArrayList<ZoneState>();
        var entries = new ArrayList<EntryId>();
        for (var state : states) {
            if (System.nanoTime() - begun > LONGEST_TURN.toNanos()) {
                break;
            }
            done.add(publish(state, entries));
        }
        return mark(new Incarnation(incarnation, stream.server()), done, entries);
    }

    private Turn mark(Incarnation incarnation, List<ZoneState> done, List<EntryId> entries) {
        if (done.isEmpty()) {
            return new Turn(0, 0, null);
        }
        if (!entries.isEmpty()
                && !positions.advance(incarnation, entries.get(0), entries.get(entries.size() - 1), entries.size())) {
            return new Turn(0, 0, null);
        }
        resyncs.markSent(done);
        return new Turn(done.size(), entries.size(), null);
    }

    /** Returns what is to be marked: without a change if none was published. */
    private ZoneState publish(ZoneState state, List<EntryId> entries) {
        var policySetId = state.policySetId();
        if (policySetId == null) {
            return state;
        }
        try {
            entries.add(stream.append(new Invalidation(
                    state.id(), state.zoneId(), state.activationSeq(), policySetId, state.versionId())));
            return state;
        } catch (Invalidation.UnsignableId e) {
            log.warn("Zone {} is not published again: {}", LogSafeText.plain(state.zoneId()), e.reason());
            return new ZoneState(state.id(), state.zoneId(), 0, null, null);
        }
    }

    private record Turn(int marked, int published, @Nullable RuntimeException failure) {}
}
