package dev.edict.projector.replay;

import dev.edict.projector.rebuild.ViewRebuild.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code projection.replay}. */
@Component
class ReplayTable {

    private static final int MOST_LISTED = 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Where a replay ends.
     *
     * @param upTo index of its last event
     * @param toTheHead whether what is appended meanwhile is replayed too, and the result compared with the live tables
     */
    record Goal(long upTo, boolean toTheHead) {}

    /** A replay that is said to run runs only while somebody holds the lock of rebuilds. */
    private static final String REPLAYS =
            """
            select id, up_to, position, requested_by, started_at, ended_at, error, problem, tables::text as tables,
                case
                    when state = 'running' and not exists (
                        select from pg_locks where locktype = 'advisory' and granted
                            and (classid::bigint << 32 | objid::bigint) = 76159589241938
                            and (holder is null or pid = holder)
                            and database = (select oid from pg_database where datname = current_database()))
                        and moved_at < clock_timestamp() - interval '5 seconds' then 'interrupted'
                    when state <> 'completed' or not to_the_head then state
                    when jsonb_path_exists(tables, '$[*].difference ? (@ != null)') then 'different'
                    else 'equal'
                end as state,
                case when position > resumed_from and moved_at > resumed_at
                    then ((position - resumed_from) / extract(epoch from moved_at - resumed_at))::bigint end as rate
            from projection.replay
            """;

    private final JdbcClient sql;

    ReplayTable(@Qualifier("writePool") DataSource writePool) {
        this.sql = JdbcClient.create(writePool);
    }

    void begin(String id, Goal goal, String requestedBy) {
        sql.sql(
                        """
                insert into projection.replay (id, up_to, to_the_head, requested_by) values (:id, :upTo, :head, :by)
                """)
                .param("id", id)
                .param("upTo", goal.upTo())
                .param("head", goal.toTheHead())
                .param("by", requestedBy)
                .update();
    }

    void resume(String id) {
        sql.sql(
                        """
                update projection.replay
                set state = 'running', cancelled = false, error = null, problem = null, ended_at = null,
                    resumed_at = clock_timestamp(), resumed_from = position, moved_at = clock_timestamp(),
                    holder = null
                where id = :id
                """)
                .param("id", id)
                .update();
    }

    /**
     * Records how far a replay has come, within the transaction of the batch.
     *
     * @return whether it is asked to stop
     */
    static boolean move(String id, long position, JdbcClient sameTransaction) {
        return sameTransaction
                .sql(
                        """
                        update projection.replay set position = :position, moved_at = clock_timestamp(),
                            schema_id = to_regnamespace('views_next')::oid::bigint, holder = pg_backend_pid()
                        where id = :id returning cancelled
                        """)
                .param("id", id)
                .param("position", position)
                .query(Boolean.class)
                .single();
    }

    void askToStop(String id) {
        sql.sql("update projection.replay set cancelled = true where id = :id and state = 'running'")
                .param("id", id)
                .update();
    }

    void complete(String id, List<ReplayedTable> tables) {
        sql.sql("update projection.replay set tables = :tables::jsonb where id = :id")
                .param("id", id)
                .param("tables", JSON.writeValueAsString(tables))
                .update();
        end(id, "completed", null, null);
    }

    void end(String id, String state, @Nullable String error, @Nullable String problem) {
        sql.sql(
                        """
                update projection.replay set state = :state, error = :error, problem = :problem,
                    ended_at = clock_timestamp()
                where id = :id
                """)
                .param("id", id)
                .param("state", state)
                .param("error", error)
                .param("problem", problem)
                .update();
    }

    List<Replay> newest() {
        return sql.sql(REPLAYS + "order by started_at desc, id desc limit :most")
                .param("most", MOST_LISTED)
                .query(ReplayTable::replay)
                .list();
    }

    Optional<Replay> find(String id) {
        return sql.sql(REPLAYS + "where id = :id")
                .param("id", id)
                .query(ReplayTable::replay)
                .optional();
    }

    /** What is left of a replay. */
    Range range(String id) {
        return sql.sql(
                        """
                select position as after, coalesce(schema_id, 0) as schema_id, up_to, to_the_head
                from projection.replay where id = :id
                """)
                .param("id", id)
                .query(Range.class)
                .single();
    }

    private static @Nullable List<ReplayedTable> tables(@Nullable String json) {
        return json == null ? null : List.of(JSON.readValue(json, ReplayedTable[].class));
    }

    private static Replay replay(ResultSet row, int number) throws SQLException {
        var rate = row.getObject("rate", Long.class);
        var state = row.getString("state");
        var left = row.getLong("up_to") - row.getLong("position");
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Replay(
                row.getString("id"),
                row.getLong("up_to"),
                row.getLong("position"),
                state,
                rate,
                state.equals("running") && rate != null && rate > 0 ? Math.max(0, left / rate) : null,
                tables(row.getString("tables")),
                row.getString("error"),
                row.getString("problem"),
                row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
