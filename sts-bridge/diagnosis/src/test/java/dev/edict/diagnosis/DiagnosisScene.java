package dev.edict.diagnosis;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.edict.audit.evaluate.RecordedDecisions;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.diagnosis.Diagnosis.Symptom;
import dev.edict.fleet.propagation.DecisionPoints;
import dev.edict.fleet.propagation.Deployments;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** One zone with what its tables say, on a PostgreSQL with the tables of all schemas; the module as it is assembled. */
final class DiagnosisScene {

    static final String ZONE = "z1";
    static final String ENTRY = "00000000001732981000-00000000000000000003";
    static final String ENTRY_BEFORE = "00000000001732981000-00000000000000000002";

    private static final HikariDataSource POOL = migrated();
    private static final StoredVersions VERSIONS = new StoredVersions();
    private static final AnnotationConfigApplicationContext CONTEXT = assembled();

    private final JdbcClient sql = JdbcClient.create(POOL);

    DiagnosisScene() {
        sql.sql("truncate bridge.outbox, bridge.relay_zone, bridge.deployment, bridge.load, bridge.decision_point,"
                        + " bridge.stream_group, bridge.stream_position, bridge.resync, bridge.resync_dispatch,"
                        + " bridge.audit_events, bridge.audit_event_id, views.canaries, views.policies,"
                        + " views.policy_versions cascade")
                .update();
        // Decisions of an hour ago may be of the last month.
        sql.sql("select bridge.make_audit_month(current_date - 1)")
                .query(Boolean.class)
                .single();
        change("insert into bridge.relay_zone values (?)", ZONE);
        change("insert into bridge.stream_position (stream, incarnation, last_entry) values ('s', 1, ?)", ENTRY);
    }

    <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    StoredVersions versions() {
        return VERSIONS;
    }

    void change(String statement, @Nullable Object... parameters) {
        sql.sql(statement).params(Arrays.asList(parameters)).update();
    }

    /** The lines of a plan, with the parameters of {@link Denials}. */
    List<String> rows(String statement, String zoneId) {
        return sql.sql(statement)
                .param("zone", zoneId)
                .param("most", 1_000)
                .param("kinds", 20)
                .query(String.class)
                .list();
    }

    /** A change that was made a minute ago, announced and delivered. */
    void activated(long seq, @Nullable String versionId) {
        activated(seq, versionId, versionId == null ? null : manifest(seq));
    }

    void activated(long seq, @Nullable String versionId, @Nullable String manifest) {
        change(
                """
                insert into bridge.deployment (zone_id, activation_seq, version_id, manifest_sha256, committed_at)
                values (?, ?, ?, ?, now() - interval '60 seconds')
                """,
                ZONE,
                seq,
                versionId,
                manifest);
        change(
                """
                insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, request_id, created_at,
                    next_attempt_at, attempts, sent_at, stream_entry)
                values (?, ?, ?, 's1', 'r', now() - interval '60 seconds', now(), 1, now() - interval '59 seconds', ?)
                """,
                "o-" + seq,
                ZONE,
                seq,
                ENTRY);
        delivered(ENTRY);
    }

    static String manifest(long seq) {
        return String.valueOf((char) ('a' + seq % 6)).repeat(64);
    }

    void delivered(String entry) {
        change(
                """
                insert into bridge.stream_group (stream, name, last_delivered) values ('s', 'caracal-sts', ?)
                on conflict (stream, name) do update set last_delivered = excluded.last_delivered
                """,
                entry);
    }

    /** A replica that is there since an hour. */
    void replica(String id) {
        change(
                """
                insert into bridge.decision_point
                    (id, incarnation, kind, owner, staleness_budget_seconds, began_at, reported_at, lease_until)
                values (?, 1, 'replica', 'admin:ci', 300, now() - interval '1 hour', now(), now() + interval '10 seconds')
                """,
                id);
    }

    /** It loaded the activation 50 s ago, and said so at once. */
    void loaded(String id, long seq) {
        reports(id, seq, "loaded", 50);
        change(
                """
                insert into bridge.load (replica, incarnation, zone_id, activation_seq, from_at, recorded_at)
                values (?, 1, ?, ?, now() - interval '50 seconds', now() - interval '50 seconds')
                """,
                id,
                ZONE,
                seq);
    }

    void reports(String id, long seq, String state, int secondsAgo) {
        change(
                """
                insert into bridge.decision_point_zone (id, incarnation, zone_id, state, activation_seq, loaded_seq,
                    loaded_at, confirmed_at, changed_at, reported_at)
                values (?, 1, ?, ?, ?, ?, now() - ? * interval '1 second', now(), now(), now() - ? * interval '1 second')
                on conflict (id, incarnation, zone_id) do update set state = excluded.state,
                    activation_seq = excluded.activation_seq, reported_at = excluded.reported_at
                """,
                id,
                ZONE,
                state,
                seq,
                state.equals("loaded") ? seq : null,
                secondsAgo,
                secondsAgo);
    }

    /** A denial of one of our decision points, one second ago. */
    void denied(String id, String reason, @Nullable String versionId, Map<String, Object> input) {
        decided(id, "deny", "complete", reason, versionId, input);
    }

    void decided(
            String id,
            String decision,
            String status,
            @Nullable String reason,
            @Nullable String versionId,
            Map<String, Object> input) {
        var resource = input.get("resource") instanceof Map<?, ?> members ? members.get("identifier") : null;
        var metadata = Map.of("policy_input", input, "resource", String.valueOf(resource), "application_id", "app-1");
        event(id, "policy_decision", decision, status, reason, versionId, metadata);
    }

    void event(
            String id,
            String type,
            String decision,
            String status,
            @Nullable String reason,
            @Nullable String versionId,
            Map<String, ?> metadata) {
        change("insert into bridge.audit_event_id (id, occurred_at) values (?, now() - interval '1 second')", id);
        change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, policy_set_version_id,
                    evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at, reason,
                    decision_point)
                select ?, ?, ?, 'request of ' || ?, ?, ?, ?, '[]', ?::jsonb, ?::jsonb, occurred_at, ?, 'gw-1'
                from bridge.audit_event_id where id = ?
                """,
                id,
                ZONE,
                type,
                id,
                decision,
                versionId,
                status,
                reason == null ? "[]" : diagnostics(reason),
                JsonMapper.shared().writeValueAsString(metadata),
                reason,
                id);
    }

    private static String diagnostics(String reason) {
        return reason.equals("step_up_required")
                ? "[{\"step_up_required\": {\"type\": \"human_approval\"}}]"
                : "[{\"reason\": \"%s\"}]".formatted(reason);
    }

    /** Every decision was made so long ago. */
    void decidedBefore(String interval) {
        change("update bridge.audit_event_id set occurred_at = now() - ?::interval", interval);
        change(
                "update bridge.audit_events e set occurred_at = i.occurred_at from bridge.audit_event_id i where i.id = e.id");
    }

    void canary(String name, Map<String, Object> input) {
        change(
                """
                insert into views.canaries (zone_id, name, input, input_sha256, expect, defined_by, defined_at)
                values (?, ?, ?, 'x', 'allow', 'admin:a', now())
                """,
                ZONE,
                name,
                JsonMapper.shared().writeValueAsString(input));
    }

    Diagnosis diagnosis() {
        return bean(DiagnosisController.class).get(ZONE, null, null, null);
    }

    List<Cause> causes(SymptomName symptom) {
        return causes(diagnosis(), symptom);
    }

    static List<Cause> causes(Diagnosis diagnosis, SymptomName symptom) {
        return diagnosis.symptoms().stream()
                .filter(one -> one.symptom() == symptom)
                .findAny()
                .map(Symptom::causes)
                .orElseThrow();
    }

    private static AnnotationConfigApplicationContext assembled() {
        var context = new AnnotationConfigApplicationContext();
        for (var pool : List.of("queryPool", "backgroundPool", "writePool")) {
            context.registerBean(pool, DataSource.class, () -> POOL);
        }
        context.registerBean(SealedVersions.class, () -> VERSIONS);
        context.register(Deployments.class, DecisionPoints.class, RecordedDecisions.class, DiagnosisModule.class);
        context.refresh();
        return context;
    }

    private static HikariDataSource migrated() {
        try {
            var server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            for (var schema : List.of("events", "command", "views", "projection", "bridge")) {
                Flyway.configure()
                        .dataSource(server.getPostgresDatabase())
                        .schemas(schema)
                        .defaultSchema(schema)
                        .locations("classpath:db/" + schema)
                        .load()
                        .migrate();
            }
            var config = new HikariConfig();
            config.setDataSource(server.getPostgresDatabase());
            config.setMaximumPoolSize(4);
            return new HikariDataSource(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
