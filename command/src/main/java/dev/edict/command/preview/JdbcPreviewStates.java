package dev.edict.command.preview;

import dev.edict.decision.DecisionEngine;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the versions of a zone's settings, catalogue, suites and canaries in one statement. */
@Component
class JdbcPreviewStates implements PreviewStates {

    private final JdbcClient lookups;
    private final DecisionEngine engine;

    JdbcPreviewStates(@Qualifier("writePool") DataSource writePool, DecisionEngine engine) {
        this.lookups = JdbcClient.create(writePool);
        this.engine = engine;
    }

    @Override
    public PreviewBasis basis(String zoneId, String contents, long activationSeq) {
        return lookups.sql(
                        """
                select coalesce((select settings_seq from command.zone_settings where zone_id = :zone), 0) as settings,
                    coalesce((select catalogue_version from command.catalogue where zone_id = :zone), 0) as catalogue,
                    coalesce((select suites_version from command.zone_suites where zone_id = :zone), 0) as suites,
                    coalesce((select canaries_version from command.zone_canaries where zone_id = :zone), 0) as canaries
                """)
                .param("zone", zoneId)
                .query((row, n) -> new PreviewBasis(
                        contents,
                        activationSeq,
                        row.getLong("settings"),
                        row.getLong("catalogue"),
                        row.getLong("suites"),
                        row.getLong("canaries"),
                        engine.contract()))
                .single();
    }
}
