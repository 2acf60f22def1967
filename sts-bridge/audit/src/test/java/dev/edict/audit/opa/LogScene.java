package dev.edict.audit.opa;

import dev.edict.audit.AuditDatabase;
import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import dev.edict.audit.store.DecisionDeadLetters;
import dev.edict.command.api.Caller;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Decision logs on tables without events; {@code z-pay} and {@code z-loans} are the zones. */
final class LogScene implements AutoCloseable {

    static final String ZONE = "z-pay";
    static final String OTHER_ZONE = "z-loans";
    static final String MANIFEST = "ab".repeat(32);
    private static final String AT = "2026-10-29T10:11:12.123456789Z";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final AuditDatabase database = AuditDatabase.empty();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Set<String> zones = ConcurrentHashMap.newKeySet();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    LogScene() {
        this(AuditDatabase.empty().pool());
    }

    LogScene(DataSource pool) {
        zones.addAll(List.of(ZONE, OTHER_ZONE));
        // Without a method to close it, because the pool is that of the whole run.
        context.registerBean("auditPool", DataSource.class, () -> new DelegatingDataSource(pool));
        context.registerBean(
                ZoneDirectory.class,
                () -> id -> zones.contains(id) ? Optional.of(new KnownZone(null, false)) : Optional.empty());
        context.registerBean(
                AuditEventReader.class,
                () -> new AuditEventReader(EventRedaction.of(List.of("context.subject_claims.email"))));
        context.registerBean(MeterRegistry.class, () -> meters);
        context.register(Activations.class, LogMeters.class, DecisionLogs.class);
        // package-private where it is
        context.scan("dev.edict.audit.store");
        context.refresh();
    }

    DecisionLogs logs() {
        return context.getBean(DecisionLogs.class);
    }

    DecisionDeadLetters deadLetters() {
        return context.getBean(DecisionDeadLetters.class);
    }

    /** Activation 7 of the zone, with {@link #MANIFEST}. */
    LogScene activated(String versionId) {
        database.sql().sql("delete from bridge.deployment").update();
        database.sql()
                .sql("insert into bridge.deployment (zone_id, activation_seq, version_id, manifest_sha256)"
                        + " values (:zone, 7, :version, :manifest)")
                .param("zone", ZONE)
                .param("version", versionId)
                .param("manifest", MANIFEST)
                .update();
        return this;
    }

    void take(Object log) {
        logs().take(gzip(json(log)), "gzip", ofAllZones());
    }

    void takeAs(Caller caller, Object log) {
        logs().take(gzip(json(log)), "gzip", caller);
    }

    /** As an agent logs it. */
    static Map<String, @Nullable Object> decision(String id) {
        var element = new LinkedHashMap<String, @Nullable Object>();
        element.put("labels", Map.of("id", "5e7d7f9a", "instance", "gw-7", "version", "1.22.4"));
        element.put("decision_id", id);
        element.put("bundles", Map.of(ZONE, Map.of("revision", "7:" + MANIFEST)));
        element.put("path", "caracal/authz/result");
        element.put("input", input());
        element.put("result", denied());
        element.put("requested_by", "10.0.0.7:51234");
        element.put("timestamp", AT);
        element.put("req_id", 12);
        element.put("metrics", Map.of("timer_server_handler_ns", 100));
        return element;
    }

    static Map<String, Object> denied() {
        return Map.of(
                "decision",
                "deny",
                "evaluation_status",
                "complete",
                "determining_policies",
                List.of(),
                "diagnostics",
                List.of(Map.of("reason", "role_scope_mismatch")));
    }

    static Map<String, Object> input() {
        return Map.of(
                "schema_version", "2026-05-20",
                "principal", Map.of("type", "Application", "id", "app-1", "zone_id", ZONE, "labels", List.of("teller")),
                "resource",
                        Map.of("type", "Resource", "id", "r1", "identifier", "resource://ledger", "scopes", List.of()),
                "action", Map.of("id", "TokenExchange"),
                "context",
                        Map.of(
                                "actor_claims", Map.of(),
                                "challenge_resolved", false,
                                "requested_scopes", List.of("ledger:read"),
                                "subject_claims", Map.of("email", "canary@example.test")));
    }

    static Map<String, @Nullable Object> with(Map<String, @Nullable Object> element, String member, Object value) {
        var changed = new LinkedHashMap<>(element);
        changed.put(member, value);
        return changed;
    }

    static byte[] json(Object value) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(value);
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Caller ofAllZones() {
        return caller("admin:opa", null);
    }

    static Caller ofZone(String zoneId) {
        return caller("admin:opa-of-" + zoneId, zoneId);
    }

    private static Caller caller(String name, @Nullable String zoneId) {
        return new Caller() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public boolean isBootstrap() {
                return false;
            }

            @Override
            public @Nullable String mintedTokenId() {
                return name;
            }

            @Override
            public @Nullable String zoneId() {
                return zoneId;
            }

            @Override
            public @Nullable String account() {
                return null;
            }

            @Override
            public @Nullable String authorizedBy() {
                return null;
            }

            @Override
            public boolean isViaOperator() {
                return false;
            }
        };
    }

    Map<String, Object> event(String id) {
        return database.sql()
                .sql("select *, metadata_json::text as metadata, diagnostics_json::text as diagnostics,"
                        + " determining_policies_json::text as policies from bridge.audit_events where id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    /** The reasons of the dead letters, by the ids of what they came from. */
    Map<String, String> letters() {
        var reasons = new LinkedHashMap<String, String>();
        database.sql()
                .sql("select source_id, reason from bridge.audit_dead_letter where source = 'opa' order by id")
                .query(row -> {
                    reasons.put(row.getString(1), row.getString(2));
                });
        return reasons;
    }

    long events() {
        return database.count("bridge.audit_events");
    }

    double counted(String meter, String outcome) {
        return meters.get(meter).tag("outcome", outcome).counter().count();
    }

    @Override
    public void close() {
        context.close();
    }
}
