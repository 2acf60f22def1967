package dev.edict.command.zone;

import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names the version that a rollback without a version would restore, before anybody rolls back. */
@Component
public class RollbackTargetReader {

    private final Activations activations;
    private final JdbcClient lookups;

    RollbackTargetReader(Activations activations, @Qualifier("queryPool") DataSource queryPool) {
        this.activations = activations;
        this.lookups = JdbcClient.create(queryPool);
    }

    /** The version, with its set. */
    public record Target(String policySetId, String versionId) {}

    /**
     * The target in a zone; empty if no earlier version is left.
     *
     * @param governing the version that governs now; null for none
     */
    public Optional<Target> find(String zoneId, @Nullable String governing) {
        var seq = governing == null
                ? latestSeq(zoneId)
                : activations.latestOf(zoneId, governing).map(Activation::seq);
        return seq.flatMap(undone -> activations.before(zoneId, undone, governing))
                .map(target -> new Target(target.policySetId(), target.versionId()));
    }

    private Optional<Long> latestSeq(String zoneId) {
        return lookups.sql(
                        """
                select activation_seq from command.activation where zone_id = :zone
                order by activation_seq desc limit 1
                """)
                .param("zone", zoneId)
                .query(Long.class)
                .optional();
    }
}
