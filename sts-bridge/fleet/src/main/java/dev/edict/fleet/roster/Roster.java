package dev.edict.fleet.roster;

import static dev.edict.command.api.Rejection.Reason.INCARNATION_SUPERSEDED;
import static dev.edict.command.api.Rejection.Reason.REPLICA_ID_IN_USE;
import static dev.edict.command.api.Rejection.Reason.REPLICA_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_REPLICAS;

import dev.edict.command.api.Rejection;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may report under which id. A process holds its id by a lease, which each report renews; the next process gets the
 * next incarnation. Leases are measured by the database's clock.
 */
@Component
public class Roster {

    /** Three heartbeats. */
    static final int LEASE_SECONDS = 15;

    static final int HEARTBEAT_SECONDS = 5;
    static final int MOST_IDS_OF_A_TOKEN = 200;

    private final JdbcClient bridge;
    private final ShortTransactions transactions;

    Roster(@Qualifier("writePool") DataSource writePool, ShortTransactions transactions) {
        this.bridge = JdbcClient.create(writePool);
        this.transactions = transactions;
    }

    /**
     * Gives the id to a process, and returns its incarnation.
     *
     * @throws dev.edict.command.api.Rejection {@code replica_id_in_use} while another process holds the id, and for 24
     *     hours after its lease if its token was another one; {@code too_many_replicas} above 200 ids of a token
     */
    long register(RegisterBody body, Owner owner) {
        return transactions.run(() -> {
            takeTurn(owner);
            var holder = newest(body.id());
            holder.ifPresent(held -> requireFree(held, owner));
            if (holder.filter(held -> held.isOf(owner)).isEmpty()) {
                requireRoom(owner);
            }
            closeLoads(body.id());
            return insert(body, owner, holder.map(Holder::incarnation).orElse(0L) + 1);
        });
    }

    /** One registration of a token at a time, so that two of them cannot take the last free id. */
    void takeTurn(Owner owner) {
        bridge.sql("select pg_advisory_xact_lock(hashtextextended('bridge.decision_point ' || :owner, 0))")
                .param("owner", owner.name())
                .query((row, n) -> true)
                .single();
    }

    private static void requireFree(Holder held, Owner owner) {
        var wait = held.isOf(owner) ? held.leaseSeconds() : held.untilFreeSeconds();
        if (wait > 0) {
            throw REPLICA_ID_IN_USE
                    .because("another process holds this id, or did within the last 24 hours with another token")
                    .with(Rejection.RETRY_AFTER, wait);
        }
    }

    void requireRoom(Owner owner) {
        var ids = bridge.sql(
                        """
                        select count(distinct id) from bridge.decision_point
                        where owner = :owner and lease_until > clock_timestamp() - interval '24 hours'
                        """)
                .param("owner", owner.name())
                .query(Integer.class)
                .single();
        if (ids >= MOST_IDS_OF_A_TOKEN) {
            throw TOO_MANY_REPLICAS.because(
                    "this token has %d ids, which is the limit; an id is free 24 hours after its lease", ids);
        }
    }

    private long insert(RegisterBody body, Owner owner, long incarnation) {
        var inserted = bridge.sql(
                        """
                        insert into bridge.decision_point
                            (id, incarnation, kind, owner, zone_id, zones, software, staleness_budget_seconds,
                             evaluates_canaries, gateway, began_at, reported_at, lease_until)
                        select :id, :incarnation, 'replica', :owner, :zone, :zones::text[], :software, :budget,
                            :canaries, :gateway, moment, moment, moment + :lease * interval '1 second'
                        from (values (clock_timestamp())) as clock (moment)
                        on conflict (id, incarnation) do nothing
                        """)
                .param("id", body.id())
                .param("incarnation", incarnation)
                .param("owner", owner.name())
                .param("zone", owner.zoneId())
                .param("zones", body.zones() == null ? null : body.zones().toArray(String[]::new))
                .param("software", body.software())
                .param("budget", body.stalenessBudgetSeconds())
                .param("canaries", Boolean.TRUE.equals(body.evaluatesCanaries()))
                .param("gateway", Boolean.TRUE.equals(body.gateway()))
                .param("lease", LEASE_SECONDS)
                .update();
        if (inserted == 0) {
            throw REPLICA_ID_IN_USE
                    .because("another process took this id at the same time")
                    .with(Rejection.RETRY_AFTER, (long) LEASE_SECONDS);
        }
        return incarnation;
    }

    /** What the last process enforced is known until its lease ended. */
    void closeLoads(String id) {
        bridge.sql(
                        """
                        update bridge.load l set to_at = greatest(l.from_at, p.lease_until)
                        from bridge.decision_point p
                        where l.replica = :id and l.to_at is null and p.id = l.replica and p.incarnation = l.incarnation
                        """)
                .param("id", id)
                .update();
    }

    /**
     * Ends an incarnation: it enforces nothing any more.
     *
     * @throws dev.edict.command.api.Rejection {@code replica_unknown}, {@code incarnation_superseded}
     */
    void sayGoodbye(String id, long incarnation, Owner owner) {
        transactions.run(() -> {
            hold(id, incarnation, owner);
            bridge.sql(
                            """
                            update bridge.decision_point
                            set ended_at = moment, ended_by = 'goodbye', lease_until = least(lease_until, moment)
                            from (values (clock_timestamp())) as clock (moment)
                            where id = :id and incarnation = :incarnation
                            """)
                    .param("id", id)
                    .param("incarnation", incarnation)
                    .update();
            closeLoads(id);
            return incarnation;
        });
    }

    /**
     * Locks the id for this transaction, for the process that holds it.
     *
     * @throws dev.edict.command.api.Rejection {@code replica_unknown}, {@code incarnation_superseded}
     */
    public Holder hold(String id, long incarnation, Owner owner) {
        var holder = newest(id)
                .filter(held -> held.isOf(owner))
                .orElseThrow(() -> REPLICA_UNKNOWN.because("this token has no decision point %s: register it", id));
        if (incarnation < holder.incarnation()) {
            throw INCARNATION_SUPERSEDED.because(
                    "incarnation %d of %s holds the id since; this is %d", holder.incarnation(), id, incarnation);
        }
        if (incarnation > holder.incarnation() || holder.ended()) {
            throw REPLICA_UNKNOWN.because(
                    "incarnation %d of %s was never given, or said goodbye: register it", incarnation, id);
        }
        return holder;
    }

    private Optional<Holder> newest(String id) {
        return bridge.sql(
                        """
                        select incarnation, owner, counter, kind, ended_at is not null as ended,
                            ceil(extract(epoch from lease_until - clock_timestamp()))::bigint as lease_seconds,
                            ceil(extract(epoch from lease_until + interval '24 hours' - clock_timestamp()))::bigint
                                as until_free_seconds
                        from bridge.decision_point
                        where id = :id
                        order by incarnation desc limit 1 for update
                        """)
                .param("id", id)
                .query(Holder.class)
                .optional();
    }

    /**
     * The process that registered an id last.
     *
     * @param counter of its last report
     * @param leaseSeconds until its lease ends; negative since then
     * @param untilFreeSeconds until another token may take the id
     */
    public record Holder(
            long incarnation,
            String owner,
            long counter,
            String kind,
            boolean ended,
            long leaseSeconds,
            long untilFreeSeconds) {

        boolean isOf(Owner other) {
            return owner.equals(other.name()) && Objects.equals(kind, "replica");
        }
    }
}
