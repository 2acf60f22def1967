package dev.edict.app.rig;

import dev.edict.app.rig.GatewayLog.Call;
import dev.edict.app.rig.GatewayLog.Read;
import dev.edict.app.rig.GatewayLog.Records;
import dev.edict.app.rig.GatewayLog.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a gateway should not have been allowed. It knows what clients of the Admin API were told and which reads
 * were answered, and nothing of how a replica keeps either.
 */
final class AllowedCalls {

    /** What a gateway promises of each call that it allows. */
    enum Promise {
        /** A read of the control plane was answered that had begun within the budget before the call. */
        CONFIRMED,
        /** No client had been told longer ago than the budget that the activation was replaced. */
        NOT_REPLACED,
        /** The process had not decided by a newer activation before. */
        NEVER_BACK,
        /** The activation is one of the log, by this version. */
        GOVERNED,
        /** The control plane had not yet called a newer activation settled. */
        NOT_SETTLED
    }

    /** A promise that was broken by a call. */
    record Violation(Promise promise, Call call, String why) {

        @Override
        public String toString() {
            return "%s: zone %s by activation %d: %s".formatted(promise, call.zoneId(), call.activationSeq(), why);
        }
    }

    /**
     * A change of what governs a zone.
     *
     * @param versionId null for a deactivation
     */
    record Change(String zoneId, long activationSeq, @Nullable String versionId) {}

    /** At this instant at the latest it was certain that an activation, or a newer one, was in that state. */
    record Known(String zoneId, long activationSeq, long at) {}

    private final long budgetNanos;
    private final Map<String, Map<Long, Change>> changes = new HashMap<>();
    private final Map<String, NavigableMap<Long, Long>> committed;
    private final Map<String, NavigableMap<Long, Long>> settled;

    /**
     * The facts that calls are compared with.
     *
     * @param committed when clients were told of changes
     * @param settled when the control plane was seen to call activations settled
     */
    AllowedCalls(Duration budget, List<Change> changes, List<Known> committed, List<Known> settled) {
        this.budgetNanos = budget.toNanos();
        changes.forEach(change -> this.changes
                .computeIfAbsent(change.zoneId(), zone -> new HashMap<>())
                .put(change.activationSeq(), change));
        this.committed = bySeq(committed);
        this.settled = bySeq(settled);
    }

    /** When each activation or a newer one was known: what is known of a newer one is known of all before it. */
    private static Map<String, NavigableMap<Long, Long>> bySeq(List<Known> all) {
        var byZone = new HashMap<String, NavigableMap<Long, Long>>();
        var newestFirst = all.stream()
                .sorted(Comparator.comparingLong(Known::activationSeq).reversed())
                .toList();
        for (var known : newestFirst) {
            var zone = byZone.computeIfAbsent(known.zoneId(), id -> new TreeMap<>());
            var newer = zone.firstEntry();
            zone.merge(
                    known.activationSeq(),
                    newer == null ? known.at() : Math.min(known.at(), newer.getValue()),
                    Math::min);
        }
        return byZone;
    }

    /** Every call that should not have been allowed, or was decided by an older activation than one before it. */
    List<Violation> violations(Records gateway) {
        var found = new ArrayList<Violation>();
        var reads = gateway.reads().stream()
                .sorted(Comparator.comparingLong(Read::ended))
                .toList();
        for (var call : gateway.calls()) {
            if (call.isAllowed()) {
                checkGoverned(call, found);
                checkReplaced(call, found);
                checkSettled(call, found);
            }
        }
        checkConfirmed(gateway.calls(), reads, found);
        checkNeverBack(gateway, found);
        return found;
    }

    private void checkGoverned(Call call, List<Violation> found) {
        var change = changes.getOrDefault(call.zoneId(), Map.of()).get(call.activationSeq());
        if (change == null || change.versionId() == null || !change.versionId().equals(call.versionId())) {
            found.add(new Violation(Promise.GOVERNED, call, "the log has " + change));
        }
    }

    private void checkReplaced(Call call, List<Violation> found) {
        var replaced = sinceWhenNewer(committed, call);
        if (call.began() - replaced > budgetNanos) {
            found.add(new Violation(
                    Promise.NOT_REPLACED, call, "it was replaced %d ms before".formatted(millis(replaced, call))));
        }
    }

    private void checkSettled(Call call, List<Violation> found) {
        var since = sinceWhenNewer(settled, call);
        if (call.began() > since) {
            found.add(new Violation(
                    Promise.NOT_SETTLED, call, "a newer one was settled %d ms before".formatted(millis(since, call))));
        }
    }

    private static long sinceWhenNewer(Map<String, NavigableMap<Long, Long>> known, Call call) {
        var newer = known.getOrDefault(call.zoneId(), new TreeMap<>()).higherEntry(call.activationSeq());
        return newer == null ? Long.MAX_VALUE : newer.getValue();
    }

    /** The latest begin of all reads that were answered before the call ended. */
    private void checkConfirmed(List<Call> calls, List<Read> reads, List<Violation> found) {
        var next = 0;
        var latest = Long.MIN_VALUE;
        var inOrder =
                calls.stream().sorted(Comparator.comparingLong(Call::ended)).toList();
        for (var call : inOrder) {
            for (; next < reads.size() && reads.get(next).ended() <= call.ended(); next++) {
                latest = Math.max(latest, reads.get(next).began());
            }
            if (call.isAllowed() && (latest == Long.MIN_VALUE || call.began() - latest > budgetNanos)) {
                found.add(new Violation(
                        Promise.CONFIRMED,
                        call,
                        "the last read had begun %d ms before".formatted(millis(latest, call))));
            }
        }
    }

    /** A process makes one call after the other, and the next process begins with what is on its disk. */
    private static void checkNeverBack(Records gateway, List<Violation> found) {
        var starts = gateway.starts().stream().map(Start::at).sorted().toList();
        var next = 0;
        var newest = new HashMap<String, Long>();
        for (var call : gateway.calls()) {
            for (; next < starts.size() && starts.get(next) <= call.began(); next++) {
                newest.clear();
            }
            var before = newest.merge(call.zoneId(), call.activationSeq(), Math::max);
            if (before > call.activationSeq()) {
                found.add(new Violation(Promise.NEVER_BACK, call, "it had decided by %d before".formatted(before)));
            }
        }
    }

    private static long millis(long from, Call call) {
        return from == Long.MIN_VALUE || from == Long.MAX_VALUE ? -1 : (call.began() - from) / 1_000_000;
    }
}
