package dev.edict.fleet.propagation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what became of the latest activation of many zones at once. */
@Component
public class DeploymentReader {

    private final JdbcClient tables;

    DeploymentReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * The latest activation of a zone, as the watches found it.
     *
     * @param expected how many decision points had to load it; null while it is not settled
     * @param settledAt null while it is not settled, and if no decision point was there
     * @param canariesState {@code pending}, {@code passed}, {@code failed} or {@code not_verifiable}; null without canaries
     * @param verificationState {@code pending}, {@code verified}, {@code failed} or {@code not_verifiable}; null if it was
     *     not verified
     */
    public record Latest(
            String zoneId,
            long activationSeq,
            @Nullable Integer expected,
            @Nullable Instant settledAt,
            boolean overdue,
            @Nullable String canariesState,
            @Nullable String verificationState) {}

    /** Those of the given zones, in no order; zones that never had an activation are left out. */
    public List<Latest> latest(Collection<String> zoneIds) {
        return tables.sql(
                        """
                        select zone_id, activation_seq, expected, settled_at, overdue, canaries_state, verification_state
                        from bridge.deployment
                        where (zone_id, activation_seq) in (
                            select zone, (select max(activation_seq) from bridge.deployment where zone_id = zone)
                            from unnest(:zones::text[]) zone)
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .query(Latest.class)
                .list();
    }
}
