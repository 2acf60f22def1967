package dev.edict.fleet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for the whole run, with the tables of the schemas bridge and projection. */
public final class FleetDatabase {

    private static final HikariDataSource POOL = migrated();

    private final JdbcClient sql = JdbcClient.create(POOL);

    private FleetDatabase() {}

    public static FleetDatabase empty() {
        var database = new FleetDatabase();
        database.sql
                .sql(
                        "truncate projection.dead_letter, bridge.outbox, bridge.relay_zone, bridge.deployment, bridge.load,"
                                + " bridge.decision_point, bridge.asker, bridge.zone_canaries, bridge.zone_canary,"
                                + " bridge.canary_events, bridge.canary_agent, views.registered_zones,"
                                + " views.zone_canaries, views.canaries, bridge.stream_group, bridge.stream_position cascade")
                .update();
        return database;
    }

    public DataSource pool() {
        return POOL;
    }

    public JdbcClient sql() {
        return sql;
    }

    public void registerZones(String... zoneIds) {
        List.of(zoneIds).forEach(zoneId -> sql.sql("insert into bridge.relay_zone values (?)")
                .param(zoneId)
                .update());
    }

    /** The manifest hash of an activation made here. */
    public static String manifest(long seq) {
        return String.valueOf((char) ('a' + seq % 6)).repeat(64);
    }

    public void activate(String zoneId, long seq) {
        add(zoneId, seq, "v" + seq, manifest(seq));
    }

    public void deactivate(String zoneId, long seq) {
        add(zoneId, seq, null, null);
    }

    /** With a manifest of its own, e.g. the one of an earlier activation. */
    public void activate(String zoneId, long seq, String versionId, String manifest) {
        add(zoneId, seq, versionId, manifest);
    }

    private void add(String zoneId, long seq, @Nullable String versionId, @Nullable String manifest) {
        sql.sql(
                        """
                        insert into bridge.deployment
                            (zone_id, activation_seq, version_id, manifest_sha256, verification_state, canaries, canaries_state)
                        select :zone, :seq, :version, :manifest, 'pending', coalesce(max(c.canaries), 0),
                            case when max(c.canaries) > 0 then 'pending' end
                        from bridge.zone_canaries c where c.zone_id = :zone
                        """)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("version", versionId)
                .param("manifest", manifest)
                .update();
    }

    /** Moves all times of a decision point back, as if so much time had passed since. */
    public void passed(String id, String interval) {
        sql.sql(
                        """
                        update bridge.decision_point set began_at = began_at - :by::interval,
                            reported_at = reported_at - :by::interval, lease_until = lease_until - :by::interval
                        where id = :id
                        """)
                .param("by", interval)
                .param("id", id)
                .update();
        sql.sql("update bridge.decision_point_zone set reported_at = reported_at - :by::interval where id = :id")
                .param("by", interval)
                .param("id", id)
                .update();
    }

    /** Moves the commit of an activation back, as if so much time had passed since. */
    public void committedBefore(String zoneId, long seq, String interval) {
        sql.sql(
                        """
                        update bridge.deployment set committed_at = committed_at - :by::interval
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("by", interval)
                .param("zone", zoneId)
                .param("seq", seq)
                .update();
    }

    /** The invalidation of an activation waits in the outbox. */
    public void announce(String zoneId, long seq) {
        sql.sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                            request_id, created_at, next_attempt_at)
                        values (:id, :zone, :seq, 's1', 'v', 'r', clock_timestamp(), clock_timestamp())
                        """)
                .param("id", zoneId + "-" + seq)
                .param("zone", zoneId)
                .param("seq", seq)
                .update();
    }

    /** Redis took the invalidation of an activation as this entry of the stream. */
    public void sent(String zoneId, long seq, String entry) {
        sql.sql(
                        """
                        update bridge.outbox set attempts = attempts + 1, sent_at = clock_timestamp(), stream_entry = :entry
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("entry", entry)
                .param("zone", zoneId)
                .param("seq", seq)
                .update();
    }

    /** A consumer group of the stream was given entries up to this one. */
    public void delivered(String group, String entry) {
        sql.sql("insert into bridge.stream_position (stream, incarnation) values ('s', 1) on conflict do nothing")
                .update();
        sql.sql(
                        """
                        insert into bridge.stream_group (stream, name, last_delivered) values ('s', :name, :entry)
                        on conflict (stream, name) do update set last_delivered = excluded.last_delivered
                        """)
                .param("name", group)
                .param("entry", entry)
                .update();
    }

    /** What became of the canaries of an activation. */
    public void canariesDecided(String zoneId, long seq, String state) {
        sql.sql("update bridge.deployment set canaries_state = :state where zone_id = :zone and activation_seq = :seq")
                .param("state", state)
                .param("zone", zoneId)
                .param("seq", seq)
                .update();
    }

    /** As the events of canaries do: the zone has these names from here on, each with this decision expected. */
    public void defineCanaries(String zoneId, long version, Map<String, String> expected) {
        sql.sql(
                        """
                        insert into bridge.zone_canaries (zone_id, version, canaries) values (:zone, :version, :count)
                        on conflict (zone_id) do update set version = excluded.version, canaries = excluded.canaries
                        """)
                .param("zone", zoneId)
                .param("version", version)
                .param("count", expected.size())
                .update();
        sql.sql("delete from bridge.zone_canary where zone_id = ?")
                .param(zoneId)
                .update();
        expected.forEach((name, expect) -> {
            var words = expect.split(" ", -1);
            sql.sql("insert into bridge.zone_canary (zone_id, name, expect, expect_reason) values (?, ?, ?, ?)")
                    .param(zoneId)
                    .param(name)
                    .param(words[0])
                    .param(words.length == 1 ? null : words[1])
                    .update();
        });
    }

    /** As the projector does: readers find these requests in a version of the zone's canaries. */
    public void publishInputs(String zoneId, long version, Map<String, String> inputs) {
        sql.sql(
                        """
                        insert into views.registered_zones (id, name, slug, dcr_enabled, created_by, created_at, updated_at)
                        values (:zone, :zone, :zone, false, 'ci', now(), now()) on conflict do nothing
                        """)
                .param("zone", zoneId)
                .update();
        sql.sql(
                        """
                        insert into views.zone_canaries (zone_id, canaries_version, canaries) values (:zone, :version, :count)
                        on conflict (zone_id) do update set canaries_version = excluded.canaries_version
                        """)
                .param("zone", zoneId)
                .param("version", version)
                .param("count", inputs.size())
                .update();
        inputs.forEach((name, input) -> sql.sql(
                        """
                        insert into views.canaries
                            (zone_id, name, input, input_sha256, expect, defined_by, defined_at)
                        values (:zone, :name, :input, encode(sha256(:input::bytea), 'hex'), 'allow', 'ci', now())
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("input", input)
                .update());
    }

    public List<Map<String, Object>> rows(String query) {
        return sql.sql(query).query().listOfRows();
    }

    public long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static HikariDataSource migrated() {
        try {
            var server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            var config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            config.setMaximumPoolSize(12);
            config.setMinimumIdle(0);
            config.setConnectionInitSql("set lock_timeout = '5s'");
            var pool = new HikariDataSource(config);
            for (var schema : List.of("events", "command", "views", "bridge", "projection")) {
                Flyway.configure()
                        .dataSource(pool)
                        .schemas(schema)
                        .defaultSchema(schema)
                        .locations("classpath:db/" + schema)
                        .load()
                        .migrate();
            }
            return pool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
