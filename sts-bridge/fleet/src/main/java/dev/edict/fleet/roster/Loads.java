package dev.edict.fleet.roster;

import dev.edict.fleet.roster.Reports.Reported;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code bridge.load}: what each decision point enforced from when to when. */
@Component
class Loads {

    private final JdbcClient bridge;

    Loads(@Qualifier("writePool") DataSource writePool) {
        this.bridge = JdbcClient.create(writePool);
    }

    /** Ends what a newer activation replaced, and what a decision point enforces no longer, or not as far as is known. */
    void end(Reported report, String reported) {
        report.bind(bridge.sql(
                        """
                        update bridge.load l
                        set to_at = greatest(l.from_at, case r.state
                            when 'loaded' then least(coalesce(r.loaded_at, clock_timestamp()), clock_timestamp())
                            else clock_timestamp() end)
                        from %s
                        where l.replica = :id and l.incarnation = :incarnation and l.zone_id = r.zone_id
                            and l.to_at is null
                            and (r.state in ('stale', 'not_loaded', 'foreign') or (r.state = 'loaded' and r.activation_seq <> l.activation_seq))
                        """
                                .formatted(reported)))
                .update();
    }

    /** Notes the first decision of a request under what is enforced. */
    void decided(Reported report, String reported) {
        report.bind(bridge.sql(
                        """
                        update bridge.load l set decided_at = clock_timestamp()
                        from %s
                        where l.replica = :id and l.incarnation = :incarnation and l.zone_id = r.zone_id
                            and l.to_at is null and l.activation_seq = r.activation_seq and l.decided_at is null
                            and r.decided
                        """
                                .formatted(reported)))
                .update();
    }

    /** A decision point that was stale meanwhile enforces the same activation again from now on. */
    void begin(Reported report, String reported) {
        report.bind(bridge.sql(
                        """
                        insert into bridge.load
                            (replica, incarnation, zone_id, activation_seq, from_at, recorded_at)
                        select :id, :incarnation, r.zone_id, r.activation_seq,
                            greatest(last.to_at, case
                                when last.activation_seq = r.activation_seq then moment
                                else least(coalesce(r.loaded_at, moment), moment) end),
                            moment
                        from (values (clock_timestamp())) as clock (moment), %s
                        left join lateral (
                            select l.activation_seq, l.to_at from bridge.load l
                            where l.replica = :id and l.incarnation = :incarnation and l.zone_id = r.zone_id
                            order by l.from_at desc, l.activation_seq desc limit 1) last on true
                        where r.state = 'loaded' and (last.activation_seq is null or last.to_at is not null)
                        """
                                .formatted(reported)))
                .update();
    }
}
