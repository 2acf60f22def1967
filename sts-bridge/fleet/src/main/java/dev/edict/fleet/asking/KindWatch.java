package dev.edict.fleet.asking;

import dev.edict.command.background.Loop;
import dev.edict.fleet.roster.AskedDecisionPoints;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the decision points of a kind, as long as this process holds the claim to it. */
final class KindWatch {

    private static final Logger log = LoggerFactory.getLogger(KindWatch.class);

    private static final Duration WHILE_UNSETTLED = Duration.ofMillis(250);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final AskedKind kind;
    private final Asker asker;
    private final AskerClaim claim;
    private final AskedZones zones;
    private final AskedDecisionPoints roster;
    private final QuestionMeters meters;
    private final AddressLookup lookup;
    private final Loop loop;
    private boolean held;
    private long heldAt = System.nanoTime();
    private long triedAt = heldAt - AskerClaim.RENEWED_EVERY.toNanos();
    private @Nullable Asking asking;

    KindWatch(
            AskedKind kind,
            AskerClaim claim,
            AskedZones zones,
            AskedDecisionPoints roster,
            QuestionMeters meters,
            AddressLookup lookup) {
        this.kind = kind;
        this.asker = new Asker(kind.kind(), UUID.randomUUID().toString());
        this.claim = claim;
        this.zones = zones;
        this.roster = roster;
        this.meters = meters;
        this.lookup = lookup;
        this.loop = new Loop(kind.kind() + "-asker", this::step);
    }

    void start() {
        loop.start();
    }

    /** Looks at once for new activations. */
    void wake() {
        loop.wake();
    }

    void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
        if (stopAsking()) {
            try {
                claim.giveBack(asker);
            } catch (RuntimeException e) {
                log.debug("Could not give the claim back; it runs out", e);
            }
        }
    }

    private Duration step() {
        if (!holdsClaim()) {
            stopAsking();
            return AskerClaim.RENEWED_EVERY;
        }
        var now = startAsking();
        if (now.plan.refresh()) {
            now.conversations.wake();
        }
        return now.plan.hasUnsettled() ? WHILE_UNSETTLED : AskerClaim.RENEWED_EVERY.dividedBy(2);
    }

    /** Asks the database now and then, however often an append wakes this thread. */
    private boolean holdsClaim() {
        var now = System.nanoTime();
        if (now - triedAt < AskerClaim.RENEWED_EVERY.toNanos()) {
            return held;
        }
        triedAt = now;
        try {
            held = claim.take(asker);
            heldAt = held ? now : heldAt;
            return held;
        } catch (RuntimeException e) {
            if (now - heldAt >= AskerClaim.LEASE.toNanos()) {
                held = false;
                stopAsking();
            }
            throw e;
        }
    }

    private synchronized Asking startAsking() {
        if (asking == null) {
            var plan = new ZonePlan(zones);
            var conversations = new Conversations(kind, asker, plan, roster, meters);
            var names = kind.origins().stream()
                    .map(origin -> new NameWatch(kind.kind(), origin, lookup, conversations))
                    .toList();
            asking = new Asking(plan, conversations, names);
            names.forEach(name -> name.loop().start());
        }
        return asking;
    }

    private synchronized boolean stopAsking() {
        var ending = asking;
        asking = null;
        if (ending == null) {
            return false;
        }
        ending.names.forEach(name -> name.loop().end());
        ending.conversations.end(STOP_WITHIN);
        ending.names.forEach(name -> name.loop().join(Duration.ZERO));
        return true;
    }

    private record Asking(ZonePlan plan, Conversations conversations, List<NameWatch> names) {}
}
