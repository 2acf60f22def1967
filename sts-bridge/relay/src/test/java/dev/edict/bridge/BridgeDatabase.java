package dev.edict.bridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for the whole run, with the tables of this module. */
final class BridgeDatabase {

    private static final EmbeddedPostgres SERVER = started();
    private static final HikariDataSource POOL = migrated();

    private final JdbcClient sql = JdbcClient.create(POOL);

    private BridgeDatabase() {}

    static BridgeDatabase empty() {
        var database = new BridgeDatabase();
        database.sql
                .sql("truncate bridge.outbox, bridge.relay_zone, bridge.stream_position,"
                        + " bridge.stream_group, bridge.resync, bridge.resync_dispatch")
                .update();
        return database;
    }

    DataSource pool() {
        return POOL;
    }

    JdbcClient sql() {
        return sql;
    }

    void registerZones(String... zoneIds) {
        for (var zoneId : zoneIds) {
            sql.sql("insert into bridge.relay_zone values (?)").param(zoneId).update();
        }
    }

    /** Returns the dispatch id, which tells zone and sequence. */
    String activate(String zoneId, long seq) {
        return add(zoneId + ":" + seq, zoneId, seq, "v" + seq);
    }

    String deactivate(String zoneId, long seq) {
        return add(zoneId + ":" + seq, zoneId, seq, null);
    }

    void activate(String zoneId, int from, int to) {
        for (var seq = from; seq <= to; seq++) {
            activate(zoneId, seq);
        }
    }

    /** The same version, sent long ago each time. */
    void activateAgainAndAgain(String zoneId, int times) {
        for (var seq = 1; seq <= times; seq++) {
            add(zoneId + ":" + seq, zoneId, seq, "v1");
        }
        sql.sql("update bridge.outbox set sent_at = now() - interval '30 days'").update();
    }

    String add(String dispatchId, String zoneId, long seq, @Nullable String versionId) {
        sql.sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                                                   request_id, created_at, next_attempt_at)
                        values (:id, :zone, :seq, 's1', :version, 'r1', now(), now())
                        """)
                .param("id", dispatchId)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("version", versionId)
                .update();
        return dispatchId;
    }

    Row row(String dispatchId) {
        return sql.sql(
                        """
                        select id, zone_id, activation_seq, policy_set_id, policy_set_version_id as version_id,
                               request_id, created_at, attempts, last_error, next_attempt_at, sent_at is not null as sent
                        from bridge.outbox where id = ?
                        """)
                .param(dispatchId)
                .query(Row.class)
                .single();
    }

    /** Whether the watch has looked at Redis. */
    boolean isRedisKnown() {
        return count("select count(*) from bridge.stream_position where run_id is not null") == 1;
    }

    List<String> reasons() {
        return sql.sql("select reasons from bridge.resync order by incarnation")
                .query(String.class)
                .list();
    }

    /** Dispatch ids of resyncs. */
    List<String> dispatches() {
        return sql.sql("select id from bridge.resync_dispatch")
                .query(String.class)
                .list();
    }

    List<String> groups() {
        return sql.sql("select name from bridge.stream_group")
                .query(String.class)
                .list();
    }

    /** Everything that is known of each invalidation. */
    List<String> outbox() {
        return sql.sql("select o::text from bridge.outbox o order by id")
                .query(String.class)
                .list();
    }

    long completed() {
        return count("select count(*) from bridge.resync where completed_at is not null");
    }

    long unsent() {
        return count("select count(*) from bridge.outbox where sent_at is null");
    }

    long count(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    List<String> zones() {
        return sql.sql("select zone_id from bridge.relay_zone order by 1")
                .query(String.class)
                .list();
    }

    /** A row as it stands. */
    record Row(
            String id,
            String zoneId,
            long activationSeq,
            String policySetId,
            @Nullable String versionId,
            String requestId,
            Instant createdAt,
            int attempts,
            @Nullable String lastError,
            Instant nextAttemptAt,
            boolean sent) {

        String error() {
            return String.valueOf(lastError);
        }
    }

    /** A pool that can be told from others, so that its connections can be cut. */
    static HikariDataSource poolNamed(String application) {
        return pool(SERVER.getPort(), "set application_name = '%s'".formatted(application));
    }

    /** A pool whose sessions end when they do nothing in a transaction for that long. */
    static HikariDataSource poolThatGivesUpAfter(Duration idleInTransaction) {
        return pool(
                SERVER.getPort(),
                "set idle_in_transaction_session_timeout = '%dms'".formatted(idleInTransaction.toMillis()));
    }

    static HikariDataSource poolThrough(Detour detour) {
        return pool(detour.port(), "set application_name = 'detour'");
    }

    static Detour detour() {
        return Detour.to(SERVER.getPort());
    }

    /** How many connections there were. */
    long cut(String application) {
        return sql.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = ?")
                .param(application)
                .query(Long.class)
                .single();
    }

    private static HikariDataSource pool(int port, String initSql) {
        var config = new HikariConfig();
        config.setJdbcUrl(SERVER.getJdbcUrl("postgres", "postgres").replace(":" + SERVER.getPort(), ":" + port));
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(initSql + "; set lock_timeout = '5s'");
        return new HikariDataSource(config);
    }

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource migrated() {
        var pool = poolNamed("tests");
        Flyway.configure()
                .dataSource(pool)
                .schemas("bridge")
                .defaultSchema("bridge")
                .locations("classpath:db/bridge")
                .load()
                .migrate();
        return pool;
    }
}
