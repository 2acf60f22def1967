package dev.edict.app.integrity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A kind of stored rows, read in key order; each batch is its own statement, so that no lock is held in between. */
enum Scan {
    /** Policy texts of the log. */
    CONTENT(
            "",
            1,
            """
            select sha256 as key,
                case when encode(sha256(convert_to(content, 'UTF8')), 'hex') <> sha256
                    then format('the text in events.content does not have the SHA-256 %s', sha256) end as fault
            from events.content where sha256 > :after order by sha256 limit :rows
            """),
    /** Copies of the policy texts that decision points load. */
    POLICY_VERSIONS(
            "",
            1,
            """
            select id as key,
                case when encode(sha256(convert_to(content, 'UTF8')), 'hex') <> content_sha256
                    then format('the text of policy version %s in views.policy_versions does not have the SHA-256 %s',
                        id, content_sha256) end as fault
            from views.policy_versions where id > :after order by id limit :rows
            """),
    /** Indices of the events, which have no gap; the log itself watches the newest ones. */
    EVENTS(
            "0",
            50,
            """
            select global_index::text as key,
                case when global_index > before + 1
                    then format('events %s to %s are missing from the log', before + 1, global_index - 1) end as fault
            from (select global_index, lag(global_index, 1, :after::bigint) over (order by global_index) as before
                  from events.domain_event where global_index > :after::bigint order by global_index limit :rows) e
            """),
    /** The state that commands read: if it is ahead of the log, the zone's next activation counts as a repetition. */
    LOOKUPS(
            "",
            1,
            """
            select z.zone_id as key,
                case when z.seq > coalesce((
                        select (e.payload::json ->> 'activationSeq')::bigint from events.domain_event e
                        where e.aggregate_id = z.zone_id and e.event_type in
                            ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                        order by e.sequence_number desc limit 1), 0)
                    then format('activation %s of zone %s is in command.activation and not in the log',
                        z.seq, z.zone_id) end as fault
            from (select zone_id,
                    (select max(a.activation_seq) from command.activation a where a.zone_id = zone.zone_id) as seq
                  from command.zone where zone_id > :after order by zone_id limit :rows) z
            """);

    private final String beforeTheFirst;
    private final int rowsInTheTimeOfOneText;
    private final String statement;

    Scan(String beforeTheFirst, int rowsInTheTimeOfOneText, String statement) {
        this.beforeTheFirst = beforeTheFirst;
        this.rowsInTheTimeOfOneText = rowsInTheTimeOfOneText;
        this.statement = statement;
    }

    String beforeTheFirst() {
        return beforeTheFirst;
    }

    /** The rows of a batch that takes about as long as {@code texts} texts. */
    int rows(int texts) {
        return rowsInTheTimeOfOneText * texts;
    }

    List<Row> read(JdbcClient database, String after, int texts) {
        return database.sql(statement)
                .param("after", after)
                .param("rows", rows(texts))
                .query(Row.class)
                .list();
    }

    /** The key of a row and its fault; never its text. */
    record Row(String key, @Nullable String fault) {}
}
