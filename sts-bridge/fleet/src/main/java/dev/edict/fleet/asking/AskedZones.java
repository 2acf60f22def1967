package dev.edict.fleet.asking;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The zones to ask about: those that ever had an activation. */
@Component
class AskedZones {

    private final JdbcClient bridge;

    AskedZones(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** Reads a history that grows with the activations; not for every moment. */
    List<Zone> all() {
        return bridge.sql(
                        """
                        select distinct on (zone_id) zone_id, activation_seq,
                            watched and settled_at is null as unsettled,
                            (extract(epoch from clock_timestamp() - committed_at) * 1000)::bigint as age_ms
                        from bridge.deployment
                        order by zone_id, activation_seq desc
                        """)
                .query(Zone.class)
                .list();
    }

    /** Only the zones with an unsettled activation, of which few remain for long. */
    List<Zone> unsettled() {
        return bridge.sql(
                        """
                        select distinct on (zone_id) zone_id, activation_seq, true as unsettled,
                            (extract(epoch from clock_timestamp() - committed_at) * 1000)::bigint as age_ms
                        from bridge.deployment
                        where watched and settled_at is null
                        order by zone_id, activation_seq desc
                        """)
                .query(Zone.class)
                .list();
    }

    /**
     * A zone and its latest activation.
     *
     * @param unsettled whether some decision point may not have loaded it
     * @param ageMs since its commit, when it was read
     */
    record Zone(String zoneId, long activationSeq, boolean unsettled, long ageMs) {

        private static final Duration ASKED_OFTEN = Duration.ofMillis(250);
        private static final Duration ASKED_LESS_OFTEN = Duration.ofSeconds(5);

        Zone settled() {
            return new Zone(zoneId, activationSeq, false, ageMs);
        }

        /** A tenth of its age: what did not settle for long rarely does within the next moment. */
        Duration pauseWhileUnsettled() {
            var tenth = Duration.ofMillis(ageMs / 10);
            if (tenth.compareTo(ASKED_OFTEN) < 0) {
                return ASKED_OFTEN;
            }
            return tenth.compareTo(ASKED_LESS_OFTEN) > 0 ? ASKED_LESS_OFTEN : tenth;
        }
    }
}
