package dev.edict.fleet.roster;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a decision point is asked to evaluate, when it has reported that it loaded an activation. */
@Component
class PendingCanaries {

    private final JdbcClient bridge;

    PendingCanaries(@Qualifier("writePool") DataSource writePool) {
        this.bridge = JdbcClient.create(writePool);
    }

    /**
     * The canaries of a zone, to be evaluated under an activation.
     *
     * @param canariesVersion the newest version of them
     */
    record Pending(String zoneId, long activationSeq, long canariesVersion) {}

    /** Those of the zones that have canaries, which this process has not answered for what it enforces. */
    List<Pending> of(String id, long incarnation, ReportBody report) {
        if (report.zones().isEmpty()) {
            return List.of();
        }
        return bridge.sql(
                        """
                        select z.zone_id, z.loaded_seq as activation_seq, c.version as canaries_version
                        from bridge.decision_point p
                        join bridge.decision_point_zone z on z.id = p.id and z.incarnation = p.incarnation
                        join bridge.zone_canaries c on c.zone_id = z.zone_id and c.canaries > 0
                        join bridge.deployment d on d.zone_id = z.zone_id and d.activation_seq = z.loaded_seq
                            and d.canaries > 0
                        where p.id = :id and p.incarnation = :incarnation and p.evaluates_canaries
                            and z.zone_id = any (:zones) and z.state = 'loaded'
                            and not exists (select from bridge.canary_run r
                                where r.zone_id = z.zone_id and r.activation_seq = z.loaded_seq
                                    and r.id = p.id and r.incarnation = p.incarnation)
                        order by z.zone_id
                        """)
                .param("id", id)
                .param("incarnation", incarnation)
                .param("zones", report.zoneIds().toArray(String[]::new))
                .query(Pending.class)
                .list();
    }
}
