package dev.edict.fleet.roster;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the decision points whose id is still theirs. */
@Component
public class RosterReader {

    /** Five tokens' worth. */
    public static final int MOST = 1_000;

    private final JdbcClient tables;

    RosterReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** Empty if no decision point had this id within the retention. */
    Optional<Long> newestIncarnation(String id) {
        return tables.sql(
                        """
                        select incarnation from bridge.decision_point where id = :id order by incarnation desc limit 1
                        """)
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    /**
     * The newest incarnation of each id, by id, at most one more than {@link #MOST}.
     *
     * @param zoneId shows only decision points of this zone, and those of all zones that reported about it; null for no
     *     restriction
     */
    public List<RosterEntry> list(@Nullable String zoneId) {
        return tables.sql(
                        """
                        select p.id, p.kind, p.incarnation, p.zone_id, p.software, p.staleness_budget_seconds, p.gateway,
                            p.ended_at is null and p.lease_until > clock_timestamp() as present,
                            p.began_at as registered_at, p.reported_at, p.lease_until, p.ended_by
                        from bridge.decision_point p
                        where (p.lease_until > clock_timestamp() - interval '24 hours'
                                or (p.kind <> 'replica' and p.ended_at is null))
                            and not exists (select from bridge.decision_point newer
                                where newer.id = p.id and newer.incarnation > p.incarnation)
                            and (:zone::text is null or p.zone_id = :zone or (p.zone_id is null and exists (
                                select from bridge.decision_point_zone z
                                where z.id = p.id and z.incarnation = p.incarnation and z.zone_id = :zone)))
                        order by p.id limit :limit
                        """)
                .param("zone", zoneId)
                .param("limit", MOST + 1)
                .query(RosterEntry.class)
                .list();
    }
}
