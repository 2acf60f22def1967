package dev.edict.fleet.housekeeping;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes observations after their retention, in small statements that skip what another node is deleting. */
@Component
class RosterPruning implements ObservationPruning {

    private static final Logger log = LoggerFactory.getLogger(RosterPruning.class);
    private static final int BATCH = 1_000;

    private static final String ENDED_LOADS =
            """
            delete from bridge.load where (replica, incarnation, zone_id, from_at, activation_seq) in (
                select replica, incarnation, zone_id, from_at, activation_seq from bridge.load
                where to_at < clock_timestamp() - :retention * interval '1 millisecond'
                order by to_at limit :batch for update skip locked)
            """;

    /** One without a staleness budget may allow for ever: it stays until it is dismissed. */
    private static final String GONE_DECISION_POINTS =
            """
            delete from bridge.decision_point where (id, incarnation) in (
                select id, incarnation from bridge.decision_point
                where lease_until < clock_timestamp() - :retention * interval '1 millisecond'
                    and (ended_at is not null or lease_until + staleness_budget_seconds * interval '1 second'
                        < clock_timestamp() - :retention * interval '1 millisecond')
                order by lease_until limit :batch for update skip locked)
            """;

    /** The newest of each zone tells what a report may name. */
    private static final String OLD_DEPLOYMENTS =
            """
            delete from bridge.deployment where (zone_id, activation_seq) in (
                select old.zone_id, old.activation_seq from bridge.deployment old
                where not old.watched and old.committed_at < clock_timestamp() - :retention * interval '1 millisecond'
                    and exists (select from bridge.deployment newer
                        where newer.zone_id = old.zone_id and newer.activation_seq > old.activation_seq)
                    and not exists (select from bridge.decision_point_zone z
                        where z.zone_id = old.zone_id and z.loaded_seq = old.activation_seq)
                order by old.committed_at limit :batch for update of old skip locked)
            """;

    private final JdbcClient bridge;
    private final RosterProperties properties;

    RosterPruning(@Qualifier("backgroundPool") DataSource backgroundPool, RosterProperties properties) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.properties = properties;
    }

    @Override
    public void prune() {
        log.debug(
                "Deleted {} loads, {} decision points, {} deployments",
                all(ENDED_LOADS),
                all(GONE_DECISION_POINTS),
                all(OLD_DEPLOYMENTS));
    }

    private int all(String statement) {
        int deleted = 0;
        int rows;
        do {
            rows = bridge.sql(statement)
                    .param("retention", properties.retention().toMillis())
                    .param("batch", BATCH)
                    .update();
            deleted += rows;
        } while (rows == BATCH && !Thread.currentThread().isInterrupted());
        return deleted;
    }
}
