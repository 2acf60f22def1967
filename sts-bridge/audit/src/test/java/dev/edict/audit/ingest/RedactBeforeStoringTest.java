package dev.edict.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.edict.audit.Events;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Redacted values are in no table and in no log, even if their event is set aside. */
class RedactBeforeStoringTest {

    private static final String CANARY = "canary-7f3a";

    /** Members that may be redacted, and where the metadata of a stock STS repeats them. */
    private static final List<String> MEMBERS = List.of(
            "principal.registration_method",
            "principal.lifecycle",
            "principal.agent_session_id",
            "resource.id",
            "resource.scopes",
            "action.method",
            "action.path",
            "context.trace_id",
            "context.session_id",
            "context.delegation_edge_id",
            "context.actor_claims",
            "context.subject_claims.email",
            "session.id",
            "delegation_edge.source_session_id",
            "delegation_edge.constraints_json");

    private static final List<String> SECRETS =
            List.of("password", "Token", "client_secret", "AUTHORIZATION", "assertion");

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.edict");
    private final IngestScene scene = new IngestScene(MEMBERS);

    RedactBeforeStoringTest() {
        root.setLevel(Level.TRACE);
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void close() {
        scene.close();
        root.detachAppender(logged);
        root.setLevel(null);
    }

    @Test
    void redacted_members_and_secrets_are_nowhere() {
        var stored = Events.denial("metadata_json", metadata(), "diagnostics_json", List.of(secrets()));
        var tampered = new LinkedHashMap<>(stored);
        tampered.put("decision", "allow");
        for (var event : List.of(
                stored,
                tampered,
                Events.denial("metadata_json", metadata(), "zone_id", "unknown"),
                Events.denial("metadata_json", metadata(), "occurred_at", "2999-01-01T00:00:00Z"),
                Events.denial("metadata_json", metadata(), "occurred_at", CANARY),
                Events.denial("metadata_json", metadata(), "event_type", CANARY.repeat(100)))) {
            scene.add(Events.json(event), IngestScene.KEY);
        }
        scene.add("{\"id\": \"" + CANARY, IngestScene.KEY);
        scene.add(Map.of("data", Events.json(Events.denial("metadata_json", metadata())), "sig", CANARY));

        scene.node("n1");

        scene.awaitStored(1);
        scene.awaitNothingPending();
        assertThat(scene.deadLetters()).hasSize(7);
        for (var table : List.of("audit_events", "audit_event_id", "audit_dead_letter")) {
            assertThat(rows(table)).isNotEmpty().noneMatch(row -> row.contains(CANARY));
        }
        assertThat(logged.list).isNotEmpty().noneMatch(line -> line.toString().contains(CANARY));
        assertThat(logged.list)
                .noneMatch(line -> String.valueOf(line.getThrowableProxy()).contains(CANARY));
    }

    private List<String> rows(String table) {
        return scene.database
                .sql()
                .sql("select t::text from bridge." + table + " t")
                .query(String.class)
                .list();
    }

    private static Map<String, @Nullable Object> metadata() {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("application_id", "app-1");
        for (var repeated : List.of(
                "application_registration_method",
                "agent_lifecycle",
                "agent_session_id",
                "session_id",
                "delegation_edge_id",
                "method",
                "trace_id")) {
            metadata.put(repeated, CANARY);
        }
        metadata.put("nested", List.of(secrets()));
        var input = new LinkedHashMap<String, Object>();
        MEMBERS.forEach(member -> put(input, member));
        metadata.put("policy_input", input);
        return metadata;
    }

    private static Map<String, Object> secrets() {
        var secrets = new LinkedHashMap<String, Object>();
        SECRETS.forEach(secret -> secrets.put(secret, CANARY));
        return secrets;
    }

    @SuppressWarnings("unchecked") // made here
    private static void put(Map<String, Object> input, String member) {
        var names = new ArrayList<>(List.of(member.split("\\.", -1)));
        var last = names.remove(names.size() - 1);
        var object = input;
        for (var name : names) {
            object = (Map<String, Object>) object.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
        }
        object.put(last, last.equals("scopes") ? List.of(CANARY) : CANARY);
    }
}
