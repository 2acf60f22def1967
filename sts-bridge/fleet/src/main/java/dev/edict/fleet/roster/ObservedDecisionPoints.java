package dev.edict.fleet.roster;

import static dev.edict.command.api.Rejection.Reason.REPLICA_ID_IN_USE;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.roster.Observation.ObservedZone;
import dev.edict.fleet.roster.Reports.Reported;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decision points that register nothing: they are in the roster since they first said what they enforce. They have
 * no staleness budget, so each is expected until it loads, is dismissed, or is replaced: another process has its id, and
 * it was not heard of for a lease.
 */
@Component
public class ObservedDecisionPoints {

    /** The longest that one waits for a bundle, and some time to say so. */
    static final int LEASE_SECONDS = 75;

    private static final String REPLACED = "replaced";
    private static final int MOST_PROCESSES = 100;

    /** So that nodes lock what they share in one order. */
    private static final Comparator<Observation> BY_OWNER_AND_ID =
            Comparator.comparing(Observation::owner).thenComparing(Observation::id);

    private final JdbcClient bridge;
    private final Roster roster;
    private final Reports reports;
    private final Loads loads;
    private final ObservedStates states;
    private final ShortTransactions transactions;
    private final JsonMapper json;
    private final ApplicationEventPublisher publisher;

    ObservedDecisionPoints(
            @Qualifier("writePool") DataSource writePool,
            Roster roster,
            Reports reports,
            Loads loads,
            ObservedStates states,
            ShortTransactions transactions,
            JsonMapper json,
            ApplicationEventPublisher publisher) {
        this.bridge = JdbcClient.create(writePool);
        this.roster = roster;
        this.reports = reports;
        this.loads = loads;
        this.states = states;
        this.transactions = transactions;
        this.json = json;
        this.publisher = publisher;
    }

    /**
     * Records what decision points say, unless they said something newer, and renews their leases: all of them or, if it
     * throws, none.
     *
     * @throws Rejection {@code zone_not_found} if one names no zone that its token may see; {@code replica_id_in_use} if
     *     another token holds the id; {@code too_many_replicas}
     */
    public void record(Collection<Observation> seen) {
        var zoneIds = transactions.run(() -> seen.stream()
                .sorted(BY_OWNER_AND_ID)
                .flatMap(one -> record(one).stream())
                .map(ObservedZone::zoneId)
                .collect(Collectors.toSet()));
        if (!zoneIds.isEmpty()) {
            publisher.publishEvent(new ReportRecorded(zoneIds));
        }
    }

    /** Renews the lease of a decision point that is in the roster, and was heard of without saying anything of itself. */
    public void lives(String kind, String id, String owner) {
        transactions.run(() -> bridge.sql(
                        """
                        update bridge.decision_point p
                        set reported_at = moment, lease_until = moment + :lease * interval '1 second'
                        from (values (clock_timestamp())) as clock (moment)
                        where p.id = :id and p.kind = :kind and p.owner = :owner and p.ended_at is null
                            and not exists (select from bridge.decision_point newer
                                where newer.id = p.id and newer.incarnation > p.incarnation)
                        """)
                .param("lease", LEASE_SECONDS)
                .param("id", id)
                .param("kind", kind)
                .param("owner", owner)
                .update());
    }

    /** Returns the zones of which it told something. */
    private List<ObservedZone> record(Observation seen) {
        var zones = states.known(seen);
        var processes = processes(seen.id());
        var known = processes.stream().filter(one -> one.is(seen)).findFirst();
        if (known.isPresent() && seen.order() < known.get().counter()) {
            return List.of();
        }
        if (known.isEmpty() && zones.isEmpty()) {
            requireZone(seen);
            return List.of();
        }
        var incarnation = known.map(KnownProcess::incarnation).orElseGet(() -> insert(seen, processes));
        var compared = states.compared(seen.id(), incarnation, zones);
        if (!compared.isEmpty()) {
            var report = new Reported(seen.id(), incarnation, json.writeValueAsString(compared));
            loads.end(report, Reports.REPORTED);
            loads.begin(report, Reports.REPORTED);
            reports.keep(report);
        }
        renew(seen, incarnation, zones);
        if (processes.stream().anyMatch(one -> !one.is(seen))) {
            endReplaced(seen.id());
        }
        return zones;
    }

    private static void requireZone(Observation seen) {
        if (!seen.zones().isEmpty()) {
            throw ZONE_NOT_FOUND.because(
                    "%s names no zone that its token may see: name the bundle after the zone", seen.id());
        }
    }

    /** The newest first; one that was dismissed counts as another when it comes back. */
    private List<KnownProcess> processes(String id) {
        return bridge.sql(
                        """
                        select incarnation, kind, owner, process, counter, coalesce(ended_by = 'dismissed', false) as dismissed,
                            ceil(extract(epoch from lease_until + interval '24 hours' - clock_timestamp()))::bigint
                                as until_free_seconds
                        from bridge.decision_point
                        where id = :id
                        order by incarnation desc limit :most for update
                        """)
                .param("id", id)
                .param("most", MOST_PROCESSES)
                .query(KnownProcess.class)
                .list();
    }

    private long insert(Observation seen, List<KnownProcess> processes) {
        roster.takeTurn(new Owner(seen.owner(), seen.ownZoneId()));
        var newest = processes.stream().findFirst();
        newest.filter(one -> !one.isOf(seen) && one.untilFreeSeconds() > 0).ifPresent(one -> {
            throw REPLICA_ID_IN_USE
                    .because("another token holds the id %s, or did within the last 24 hours", seen.id())
                    .with(Rejection.RETRY_AFTER, one.untilFreeSeconds());
        });
        if (newest.filter(one -> one.isOf(seen)).isEmpty()) {
            roster.requireRoom(new Owner(seen.owner(), seen.ownZoneId()));
        }
        var incarnation = newest.map(KnownProcess::incarnation).orElse(0L) + 1;
        bridge.sql(
                        """
                        insert into bridge.decision_point
                            (id, incarnation, kind, owner, zone_id, process, software, began_at, reported_at, lease_until)
                        select :id, :incarnation, :kind, :owner, :zone, :process, :software, moment, moment, moment
                        from (values (clock_timestamp())) as clock (moment)
                        """)
                .param("id", seen.id())
                .param("incarnation", incarnation)
                .param("kind", seen.kind())
                .param("owner", seen.owner())
                .param("zone", seen.ownZoneId())
                .param("process", seen.process())
                .param("software", seen.software())
                .update();
        return incarnation;
    }

    /** One that was replaced and is heard of again may allow: it is awaited again. */
    private void renew(Observation seen, long incarnation, List<ObservedZone> zones) {
        bridge.sql(
                        """
                        update bridge.decision_point
                        set counter = greatest(counter, :order), reported_at = moment,
                            lease_until = moment + :lease * interval '1 second',
                            zones = coalesce(:zones::text[], zones), ended_at = null, ended_by = null
                        from (values (clock_timestamp())) as clock (moment)
                        where id = :id and incarnation = :incarnation
                        """)
                .param("order", seen.order())
                .param("lease", LEASE_SECONDS)
                .param(
                        "zones",
                        zones.isEmpty()
                                ? null
                                : zones.stream().map(ObservedZone::zoneId).toArray(String[]::new))
                .param("id", seen.id())
                .param("incarnation", incarnation)
                .update();
    }

    private void endReplaced(String id) {
        bridge.sql(
                        """
                        update bridge.decision_point p
                        set ended_at = clock_timestamp(), ended_by = :replaced
                        where p.id = :id and p.ended_at is null and p.lease_until < clock_timestamp()
                            and exists (select from bridge.decision_point newer
                                where newer.id = p.id and newer.incarnation > p.incarnation)
                        """)
                .param("replaced", REPLACED)
                .param("id", id)
                .update();
        bridge.sql(
                        """
                        update bridge.load l set to_at = greatest(l.from_at, p.lease_until)
                        from bridge.decision_point p
                        where l.replica = :id and l.to_at is null and p.id = l.replica and p.incarnation = l.incarnation
                            and p.ended_by = :replaced
                        """)
                .param("replaced", REPLACED)
                .param("id", id)
                .update();
    }

    private record KnownProcess(
            long incarnation,
            String kind,
            String owner,
            @Nullable String process,
            long counter,
            boolean dismissed,
            long untilFreeSeconds) {

        boolean isOf(Observation seen) {
            return kind.equals(seen.kind()) && owner.equals(seen.owner());
        }

        boolean is(Observation seen) {
            return isOf(seen) && Objects.equals(process, seen.process()) && !dismissed;
        }
    }
}
