package dev.edict.fleet.housekeeping;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Samples the roster periodically; the gauges read the sample and do not query the database. */
@Component
class RosterMeters {

    private static final String STATE = "state";

    private final JdbcClient bridge;
    private volatile Sample sample = new Sample(0, 0, 0, null, null);

    RosterMeters(@Qualifier("backgroundPool") DataSource backgroundPool, MeterRegistry meters) {
        this.bridge = JdbcClient.create(backgroundPool);
        points(meters, "present", Sample::present);
        points(meters, "silent", Sample::silent);
        points(meters, "loading_failed", Sample::failing);
        Gauge.builder("edict.policy.confirmed.age", this, it -> orNaN(it.sample.confirmedAge()))
                .baseUnit("seconds")
                .description("Since when the least current decision point knows that nothing newer governs its zones")
                .register(meters);
        Gauge.builder("caracal_sts_opa_max_policy_age_seconds", this, it -> orNaN(it.sample.loadedAge()))
                .description("The longest time since a decision point loaded the policy that it enforces")
                .register(meters);
    }

    private void points(MeterRegistry meters, String state, ToDoubleFunction<Sample> value) {
        Gauge.builder("edict.decision.points", this, it -> value.applyAsDouble(it.sample))
                .tag(STATE, state)
                .description(
                        "Decision points that did not say goodbye within the last 24 hours, or are asked and not dismissed")
                .register(meters);
    }

    void look() {
        sample = bridge.sql(
                        """
                        select count(*) filter (where present) as present, count(*) filter (where not present and heard_of) as silent,
                            count(*) filter (where present and failing) as failing,
                            extract(epoch from clock_timestamp() - min(confirmed_at) filter (where present))::float8
                                as confirmed_age,
                            extract(epoch from clock_timestamp() - min(loaded_at) filter (where present))::float8
                                as loaded_age
                        from (
                            select p.lease_until > clock_timestamp() as present,
                                -- before any zone has an activation, there is nothing to ask about
                                p.kind = 'replica' or p.reported_at > p.began_at or exists (select from bridge.question q
                                    where q.id = p.id and q.incarnation = p.incarnation) as heard_of,
                                zones.failing, zones.loaded_at,
                                greatest(zones.confirmed_at, p.confirmed_at) as confirmed_at
                            from bridge.decision_point p
                            cross join lateral (
                                select coalesce(bool_or(z.state in ('failed', 'foreign')), false) as failing,
                                    min(z.confirmed_at) filter (where z.state = 'loaded') as confirmed_at,
                                    min(z.loaded_at) filter (where z.state = 'loaded') as loaded_at
                                from bridge.decision_point_zone z
                                where z.id = p.id and z.incarnation = p.incarnation) zones
                            where p.ended_at is null
                                and (p.lease_until > clock_timestamp() - interval '24 hours' or p.kind <> 'replica')
                                and not exists (select from bridge.decision_point newer
                                    where newer.id = p.id and newer.incarnation > p.incarnation)) roster
                        """)
                .query(Sample.class)
                .single();
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private record Sample(
            long present, long silent, long failing, @Nullable Double confirmedAge, @Nullable Double loadedAge) {}
}
