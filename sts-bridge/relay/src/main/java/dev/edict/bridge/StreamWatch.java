package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.bridge.redis.StreamInspection;
import dev.edict.bridge.resync.Incarnations;
import dev.edict.bridge.resync.LossDetection;
import dev.edict.bridge.resync.LossReason;
import dev.edict.bridge.resync.Resync;
import dev.edict.bridge.resync.Resyncs;
import dev.edict.bridge.resync.StreamPosition;
import dev.edict.bridge.resync.StreamPositions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the stream: what did Redis lose, and which zones are to be published again? Confined to one thread. */
final class StreamWatch {

    private static final Logger log = LoggerFactory.getLogger(StreamWatch.class);

    /** As a reader may choose them; others are not created again. */
    private static final int LONGEST_GROUP_NAME = 256;

    private final InvalidationStream stream;
    private final StreamPositions positions;
    private final Incarnations incarnations;
    private final Resyncs resyncs;
    private final LossDetection detection;
    private final ZoneResync zones;
    private final ResyncMeters meters;
    private List<String> forbidden = List.of();

    StreamWatch(
            DataSource backgroundPool, InvalidationStream stream, BridgeProperties properties, ResyncMeters meters) {
        this.stream = stream;
        this.positions = new StreamPositions(backgroundPool, properties.stream());
        this.incarnations = new Incarnations(backgroundPool, properties.stream());
        this.resyncs = new Resyncs(backgroundPool, properties.stream());
        this.detection = new LossDetection(properties.maxLength());
        this.zones = new ZoneResync(backgroundPool, resyncs, positions, stream, meters);
        this.meters = meters;
    }

    /**
     * Looks once, and publishes what is left of a resync while it may go on.
     *
     * @return the resync that is not complete yet
     * @throws StreamFailure if Redis does not answer or takes nothing
     */
    Optional<Resync> look(BooleanSupplier mayGoOn) {
        incarnations.initialize();
        stream.open();
        var position = find();
        var facts = stream.inspect(position.last());
        note(position, facts);
        var losses = detection.losses(position, facts);
        if (!losses.isEmpty()) {
            open(position, facts, losses);
        } else {
            adopt(position, facts);
        }
        resyncs.underWay().ifPresent(resync -> advance(resync, facts, mayGoOn));
        resyncs.lastCompletion().ifPresent(meters::last);
        var left = resyncs.underWay();
        meters.pending(left.map(Resync::zones).orElse(0));
        return left;
    }

    /** What Redis refuses to tell this node. */
    List<String> forbidden() {
        return forbidden;
    }

    private StreamPosition find() {
        return positions.find().orElseThrow(() -> new IllegalStateException("the position of the stream is gone"));
    }

    private void note(StreamPosition position, StreamFacts facts) {
        var known = position.groups().keySet();
        positions.noteGroups(facts.groups().orElse(List.of()).stream()
                .map(StreamFacts.Group::name)
                .filter(name -> !known.contains(name))
                .filter(name -> name.length() <= LONGEST_GROUP_NAME && name.indexOf('\0') < 0)
                .limit(Math.max(0, StreamInspection.MOST_GROUPS - known.size()))
                .toList());
        positions.noteDelivered(facts.groups().orElse(List.of()));
        meters.watched(facts.forbidden().isEmpty());
        if (!facts.forbidden().equals(forbidden)) {
            forbidden = facts.forbidden();
            if (forbidden.isEmpty()) {
                log.info("Redis lets this node see all that it may have lost");
            } else {
                log.warn("Redis does not permit {}, so not everything that it loses is noticed", forbidden);
            }
        }
    }

    private void open(StreamPosition position, StreamFacts facts, Set<LossReason> losses) {
        if (incarnations.open(position, facts, losses)) {
            meters.began(losses);
            log.warn("Redis lost invalidations, the state of every zone is published again: {}", codes(losses));
        }
    }

    private static String codes(Collection<LossReason> losses) {
        return losses.stream().map(LossReason::code).collect(Collectors.joining(", "));
    }

    private void adopt(StreamPosition position, StreamFacts facts) {
        facts.server().filter(server -> !server.equals(position.server())).ifPresent(server -> {
            positions.adopt(position, server);
            if (position.server() != null) {
                log.info("Another Redis answers, and has everything that was sent");
            }
        });
    }

    private void advance(Resync resync, StreamFacts facts, BooleanSupplier mayGoOn) {
        if (!resync.areGroupsRestored()) {
            restoreGroups(resync.incarnation(), facts);
        }
        var progress = true;
        while (progress && mayGoOn.getAsBoolean()) {
            progress = zones.publishSome(resync.incarnation()) > 0;
        }
        resyncs.complete(resync.incarnation())
                .ifPresent(done ->
                        log.info("The state of {} zones was published again: {}", done.zones(), done.reasons()));
    }

    /** Before anything is published: a reader that creates its group only at its start would hear nothing of it. */
    private void restoreGroups(long incarnation, StreamFacts facts) {
        var refused = new ArrayList<String>();
        for (var group : LossDetection.missingGroups(find(), facts)) {
            if (stream.createGroup(group, startOfGroup(facts))) {
                log.info("Created the missing consumer group {}", LogSafeText.plain(group));
            } else {
                log.warn("Redis does not permit to create the missing consumer group {}", LogSafeText.plain(group));
                refused.add(group);
            }
        }
        positions.forgetGroups(refused);
        resyncs.groupsRestored(incarnation);
    }

    /** What is in the stream already needs no second delivery: the resync tells its outcome. */
    private static String startOfGroup(StreamFacts facts) {
        return facts.entries().map(entries -> entries.last().toString()).orElse(facts.isKeyMissing() ? "0-0" : "$");
    }
}
