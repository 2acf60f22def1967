package dev.edict.preview;

import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything of a zone that an activation depends on, in one statement, so that it is of one instant. */
@Component
class ZoneBasis {

    private final JdbcClient tables;

    ZoneBasis(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * The state of a zone.
     *
     * @param governing the version that governs; null for none
     * @param activationSeq the number of the latest activation or deactivation; 0 if there was none
     * @param canaries {@code off}, {@code warn} or {@code required}
     * @param evidence {@code none}, {@code warn} or {@code required}
     */
    record State(
            @Nullable String governing,
            long activationSeq,
            boolean strict,
            String canaries,
            String evidence,
            long settingsSeq,
            long canariesVersion,
            long suitesVersion,
            long catalogueVersion) {

        /** That of a zone that does not exist yet. */
        static final State NEW = new State(null, 0, false, "off", "none", 0, 0, 0, 0);
    }

    /** Empty for an unknown zone. */
    Optional<State> find(String zoneId) {
        return tables.sql(
                        """
                        select g.version_id as governing, coalesce(g.activation_seq, 0) as activation_seq,
                            coalesce(s.strict, false) as strict, coalesce(s.canaries, 'off') as canaries,
                            coalesce(s.evidence, 'none') as evidence,
                            coalesce(s.settings_seq, 0) as settings_seq,
                            coalesce(c.canaries_version, 0) as canaries_version,
                            coalesce(u.suites_version, 0) as suites_version,
                            coalesce(k.catalogue_version, 0) as catalogue_version
                        from views.registered_zones z
                        left join views.governance g on g.zone_id = z.id
                        left join views.zone_settings s on s.zone_id = z.id
                        left join views.zone_canaries c on c.zone_id = z.id
                        left join views.zone_suites u on u.zone_id = z.id
                        left join views.catalogues k on k.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .query(State.class)
                .optional();
    }
}
