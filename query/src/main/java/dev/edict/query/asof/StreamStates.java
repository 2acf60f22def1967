package dev.edict.query.asof;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads from the events which states of a zone were in force; every look-up goes by an index. */
@Component
class StreamStates {

    private final JdbcClient tables;

    StreamStates(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** What was in force when the log had this head; members that an old revision lacks have their defaults. */
    VersionsInForce find(String zoneId, long head) {
        return tables.sql(
                        """
                        select coalesce((settings.payload::json ->> 'settingsSeq')::bigint, 0) as settings_seq,
                            coalesce((settings.payload::json ->> 'strict')::boolean, false) as strict,
                            coalesce(settings.payload::json ->> 'canaries', 'off') as canaries,
                            coalesce(settings.payload::json ->> 'evidence', 'none') as evidence,
                            coalesce((canaries.payload::json ->> 'canariesVersion')::bigint, 0) as canaries_version,
                            coalesce((catalogue.payload::json ->> 'catalogueVersion')::bigint, 0) as catalogue_version,
                            coalesce((suites.payload::json ->> 'suitesVersion')::bigint, 0) as suites_version
                        from (values (1)) one
                        left join events.domain_event settings
                            on settings.global_index = events.last_of('settings/' || :zone, :head)
                        left join events.domain_event canaries
                            on canaries.global_index = events.last_of('canaries/' || :zone, :head)
                        left join events.domain_event catalogue
                            on catalogue.global_index = events.last_of('catalogue/' || :zone, :head)
                        left join events.domain_event suites
                            on suites.global_index = events.last_of('suites/' || :zone, :head)
                        """)
                .param("zone", zoneId)
                .param("head", head)
                .query(VersionsInForce.class)
                .single();
    }

    /** Whether a zone was archived when the log had this head: nothing follows that event in its stream. */
    boolean isArchived(String zoneId, long head) {
        return tables.sql(
                        """
                        select coalesce((
                            select event_type = 'zone.archived' and global_index <= :head from events.domain_event
                            where aggregate_id = :zone order by sequence_number desc limit 1), false)
                        """)
                .param("zone", zoneId)
                .param("head", head)
                .query(Boolean.class)
                .single();
    }
}
