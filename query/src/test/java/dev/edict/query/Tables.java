package dev.edict.query;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the projections, on a real PostgreSQL: one server per test run, one database per instance. */
public final class Tables {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

    private static final EmbeddedPostgres POSTGRES = start();
    private static int databases;

    private static @Nullable String ofTheTestBefore;

    private final String name;
    private final DataSource database;
    private final JdbcClient sql;

    /** A database for one test; the next one drops it, because dropping hundreds of databases is slow. */
    public Tables() {
        this(newDatabase());
        succeed(name);
    }

    private Tables(String name) {
        this.name = name;
        this.database = POSTGRES.getDatabase("postgres", name);
        this.sql = JdbcClient.create(database);
    }

    /** A database for many tests. */
    public static Tables lasting() {
        return new Tables(newDatabase());
    }

    private static void succeed(String name) {
        if (ofTheTestBefore != null) {
            JdbcClient.create(POSTGRES.getPostgresDatabase())
                    .sql("drop database %s with (force)".formatted(ofTheTestBefore))
                    .update();
        }
        ofTheTestBefore = name;
    }

    public DataSource database() {
        return database;
    }

    public void zone(String id, Instant createdAt) {
        sql.sql(
                        """
                        insert into views.registered_zones
                            (id, name, slug, dcr_enabled, created_by, created_at, updated_at)
                        values (:id, 'Zone ' || :id, :id, false, 'admin:a', :at, :at)
                        """)
                .param("id", id)
                .param("at", utc(createdAt))
                .update();
    }

    /** An event of the log, of which only its place and its time matter. */
    public void logged(long index, Instant recordedAt) {
        change(
                """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at)
                values (?, 'Some', 'some', ?, 'some.event', '1', '{}', '{}', '2026-01-01T00:00:00.000000Z')
                """,
                "logged-" + index,
                index);
        change("alter table events.domain_event disable trigger all");
        change("update events.domain_event set recorded_at = ? where global_index = ?", utc(recordedAt), index);
        change("alter table events.domain_event enable trigger all");
    }

    public void settings(String zoneId, long seq, boolean strict, String canaries) {
        sql.sql(
                        """
                        insert into views.zone_settings (zone_id, settings_seq, strict, canaries, evidence)
                        values (:zone, :seq, :strict, :canaries, 'warn')
                        """)
                .param("canaries", canaries)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("strict", strict)
                .update();
    }

    /** A canary, without the state that the canaries of its zone are in. */
    public void canary(String zoneId, String name, String input, String expect, @Nullable String reason) {
        sql.sql(
                        """
                        insert into views.canaries
                            (zone_id, name, input, input_sha256, expect, expect_reason, defined_by, defined_at)
                        values (:zone, :name, :input, encode(sha256(convert_to(:input, 'UTF8')), 'hex'), :expect,
                            :reason, 'admin:a', :at)
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("input", input)
                .param("expect", expect)
                .param("reason", reason)
                .param("at", utc(START))
                .update();
    }

    public void canaries(String zoneId, long version, int count) {
        sql.sql(
                        """
                        insert into views.zone_canaries (zone_id, canaries_version, canaries)
                        values (:zone, :version, :count)
                        """)
                .param("zone", zoneId)
                .param("version", version)
                .param("count", count)
                .update();
    }

    public void catalogue(String zoneId, long version, String content) {
        sql.sql(
                        """
                        insert into views.catalogues
                            (zone_id, catalogue_version, content, content_sha256, replaced_by, replaced_at)
                        values (:zone, :version, :content, encode(sha256(convert_to(:content, 'UTF8')), 'hex'),
                            'admin:a', :at)
                        """)
                .param("zone", zoneId)
                .param("version", version)
                .param("content", content)
                .param("at", utc(START))
                .update();
    }

    /** A version of a suite with any text as its cases, and the state that the suites of its zone are in. */
    public void suite(String zoneId, String name, long version, String cases, boolean inForce) {
        sql.sql(
                        """
                        insert into views.suite_versions (zone_id, name, version, description, content, content_sha256,
                            cases, in_force, defined_by, defined_at)
                        values (:zone, :name, :version, 'about ' || :name, :cases,
                            encode(sha256(convert_to(:cases, 'UTF8')), 'hex'), 1, :inForce, 'admin:a', :at);
                        insert into views.zone_suites values (:zone, 7, 1, 1) on conflict do nothing
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("version", version)
                .param("cases", cases)
                .param("inForce", inForce)
                .param("at", utc(START))
                .update();
    }

    public void policy(String id, String zoneId, Instant createdAt) {
        sql.sql(
                        """
                        insert into views.policies (id, zone_id, name, created_by, created_at, updated_at)
                        values (:id, :zone, 'Policy ' || :id, 'admin:a', :at, :at)
                        """)
                .param("id", id)
                .param("zone", zoneId)
                .param("at", utc(createdAt))
                .update();
    }

    public void policyVersion(String id, String policyId, int version, Instant createdAt) {
        policyVersion(id, policyId, version, createdAt, "content of " + id);
    }

    public void policyVersion(String id, String policyId, int version, Instant createdAt, String content) {
        sql.sql(
                        """
                        insert into views.policy_versions
                            (id, policy_id, version, content, content_sha256, schema_version, created_by, created_at)
                        values (:id, :policy, :version, :content, encode(sha256(convert_to(:content, 'UTF8')), 'hex'),
                             '2026-05-20', 'admin:a', :at)
                        """)
                .param("id", id)
                .param("policy", policyId)
                .param("version", version)
                .param("content", content)
                .param("at", utc(createdAt))
                .update();
    }

    /** A set with its binding, which governs nothing yet. */
    public void policySet(String id, String zoneId, Instant createdAt) {
        sql.sql(
                        """
                        insert into views.policy_sets (id, zone_id, name, created_by, created_at, updated_at)
                        values (:id, :zone, 'Set ' || :id, 'admin:a', :at, :at)
                        """)
                .param("id", id)
                .param("zone", zoneId)
                .param("at", utc(createdAt))
                .update();
        sql.sql("insert into views.policy_set_bindings (zone_id, policy_set_id) values (:zone, :set)")
                .param("zone", zoneId)
                .param("set", id)
                .update();
    }

    public void sealed(String id, String policySetId, int version, Instant createdAt, String... policyVersionIds) {
        var manifest = Arrays.stream(policyVersionIds)
                .map("{\"policy_version_id\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        sql.sql(
                        """
                        insert into views.policy_set_versions (id, policy_set_id, version, manifest_json,
                            manifest_sha256, schema_version, created_by, created_at)
                        values (:id, :set, :version, :manifest::jsonb, 'sha of ' || :id, '2026-05-20', 'admin:a', :at)
                        """)
                .param("id", id)
                .param("set", policySetId)
                .param("version", version)
                .param("manifest", manifest)
                .param("at", utc(createdAt))
                .update();
    }

    public void archive(String table, String id) {
        change("update views." + table + " set archived_at = now() where id = ?", id);
    }

    /** The set's binding points to the version, or to nothing. */
    public void bind(String policySetId, @Nullable String versionId) {
        sql.sql("update views.policy_set_bindings set active_version_id = :version where policy_set_id = :set")
                .param("version", versionId)
                .param("set", policySetId)
                .update();
    }

    public void governance(
            String zoneId, long seq, String policySetId, @Nullable String versionId, @Nullable String previousId) {
        sql.sql(
                        """
                        insert into views.governance (zone_id, activation_seq, policy_set_id, version_id,
                            previous_version_id, dispatch_id, actor, since)
                        values (:zone, :seq, :set, :version, :previous, 'dispatch-' || :seq, 'admin:b', :at)
                        on conflict (zone_id) do update set
                            activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                            version_id = excluded.version_id, previous_version_id = excluded.previous_version_id
                        """)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("set", policySetId)
                .param("version", versionId)
                .param("previous", previousId)
                .param("at", utc(START))
                .update();
    }

    /** The latest change of a zone's governance, at a place among those of all zones. */
    public void activation(String zoneId, long seq, String policySetId, @Nullable String versionId, long position) {
        sql.sql(
                        """
                        insert into views.zone_activations (zone_id, activation_seq, policy_set_id, version_id,
                            manifest_sha256, since, position)
                        values (:zone, :seq, :set, :version,
                            (select manifest_sha256 from views.policy_set_versions where id = :version), :at, :position)
                        on conflict (zone_id) do update set activation_seq = excluded.activation_seq,
                            version_id = excluded.version_id, manifest_sha256 = excluded.manifest_sha256,
                            position = excluded.position
                        """)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("set", policySetId)
                .param("version", versionId)
                .param("at", utc(START))
                .param("position", position)
                .update();
    }

    public void invalidation(String id, String zoneId, long seq, String policySetId, @Nullable String versionId) {
        sql.sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                            request_id, created_at, next_attempt_at)
                        values (:id, :zone, :seq, :set, :version, 'request', :at, :at)
                        """)
                .param("id", id)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("set", policySetId)
                .param("version", versionId)
                .param("at", utc(START))
                .update();
    }

    /** Any other change of a row, with parameters by position. */
    public void change(String statement, @Nullable Object... parameters) {
        sql.sql(statement).params(Arrays.asList(parameters)).update();
    }

    /** A question that is asked for its effect. */
    public void ask(String statement, Object... parameters) {
        sql.sql(statement).params(Arrays.asList(parameters)).query().listOfRows();
    }

    public static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static EmbeddedPostgres start() {
        try {
            var postgres =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("create database migrated")
                    .update();
            for (var owner : List.of("events", "command", "views", "projection", "bridge")) {
                Flyway.configure()
                        .dataSource(postgres.getDatabase("postgres", "migrated"))
                        .schemas(owner)
                        .defaultSchema(owner)
                        .locations("classpath:db/" + owner)
                        .load()
                        .migrate();
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String newDatabase() {
        var name = "tables_" + ++databases;
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database " + name + " template migrated")
                .update();
        return name;
    }
}
