package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.Rejection;
import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.DecisionPoint;
import dev.edict.decisionpoint.Policies;
import dev.edict.decisionpoint.ReplicaOfTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator redacts is in no line of the log, of whatever level, and in no refusal. */
@Tag("servers")
class KeepInputsOutOfTheLogTest {

    private static final String CANARY = "canary-4f1d";
    private static final String ZONE = "ledger";
    private static final ReplicaOfTests REPLICA = ReplicaOfTests.with(Map.of(ZONE, List.of(Policies.LEDGER)));

    /** Everything that can be redacted; of claims, which may have any name, some. */
    private static final List<String> TEXTS = List.of(
            "principal.registration_method",
            "principal.agent_session_id",
            "principal.lifecycle",
            "resource.type",
            "resource.id",
            "action.method",
            "action.path",
            "context.trace_id",
            "context.session_id",
            "context.delegation_edge_id",
            "session.id",
            "delegation_edge.source_session_id",
            "delegation_edge.target_session_id",
            "delegation_edge.issuer_application_id",
            "delegation_edge.receiver_application_id",
            "delegation_edge.resource_id",
            "delegation_edge.constraints_json");

    private static final List<String> LISTS = List.of("resource.scopes", "delegation_edge.path");

    private static final List<String> REDACTED = Stream.of(
                    TEXTS,
                    LISTS,
                    List.of("context.actor_claims", "context.subject_claims.email", "context.subject_claims.deep.name"))
            .flatMap(List::stream)
            .sorted()
            .toList();

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    private EveryLogLine log;
    private TestRedis redis;

    @BeforeEach
    void collect() {
        redis = TestRedis.away(data);
        log = EveryLogLine.collected();
    }

    @AfterEach
    void end() {
        log.close();
        redis.close();
    }

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    private void assertNotLogged() {
        assertThat(log.lines()).noneMatch(line -> line.contains(CANARY));
    }

    private AuditSettings.Builder settings() {
        return Audits.settings(redis, folder).redacted(REDACTED);
    }

    /** A request whose redacted members all have the canary. */
    private static Map<String, Object> input(String scope) {
        var input = new LinkedHashMap<String, Object>();
        put(input, "principal.type", "Application");
        put(input, "principal.id", "app-1");
        put(input, "principal.zone_id", ZONE);
        put(input, "principal.labels", List.of("teller"));
        put(input, "resource.identifier", "resource://ledger");
        put(input, "action.id", "TokenExchange");
        put(input, "context.requested_scopes", List.of(scope));
        put(input, "context.agent_session_id", "s-1");
        put(input, "delegation_edge.id", "e-1");
        put(input, "delegation_edge.scopes", List.of("read", "pay"));
        TEXTS.forEach(member -> put(input, member, CANARY));
        LISTS.forEach(member -> put(input, member, List.of(CANARY)));
        put(input, "context.actor_claims.name", CANARY);
        return input;
    }

    /** The same with claims of a subject, which make it another kind of request. */
    private static Map<String, Object> withClaims() {
        var input = input("read");
        put(input, "context.subject_claims.email", CANARY);
        put(input, "context.subject_claims.deep", List.of(Map.of("name", CANARY)));
        return input;
    }

    private static void put(Map<String, Object> object, String path, Object value) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            object.put(path, value);
            return;
        }
        var name = path.substring(0, dot);
        var inner = new LinkedHashMap<String, Object>();
        if (object.get(name) instanceof Map<?, ?> before) {
            before.forEach((key, member) -> inner.put(String.valueOf(key), member));
        }
        put(inner, path.substring(dot + 1), value);
        object.put(name, inner);
    }

    private static void decide(DecisionPoint point, Map<String, Object> input) {
        point.decide(ZONE, PolicyInput.from(input), "request-1");
    }

    /** Allowed, on hold and denied. */
    private static void decideAll(DecisionPoint point) {
        decide(point, input("read"));
        decide(point, input("pay"));
        decide(point, input("write"));
        decide(point, withClaims());
    }

    private static void awaitSent(DecisionAudit audit, int decisions) {
        await("they are sent")
                .atMost(Audits.SOON)
                .until(() ->
                        audit.counts().sent() >= decisions && audit.counts().spillBytes() == 0);
    }

    @Test
    void a_redacted_member_is_recorded_without_its_value() {
        redis.start();
        try (var audit = Audits.started(settings())) {
            decideAll(REPLICA.point(audit));
            awaitSent(audit, 4);
        }

        assertThat(redis.events()).hasSize(4).allSatisfy(entry -> assertThat(entry.field("data"))
                .contains(InputRedaction.REDACTED)
                .doesNotContain(CANARY));
        assertThat(log.lines()).anyMatch(line -> line.contains(AuditSettings.STREAM));
        assertNotLogged();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_outage_of_redis_logs_none_of_it(boolean durable) {
        redis.start();
        try (var audit = Audits.started(settings().durable(durable))) {
            var point = REPLICA.point(audit);
            decideAll(point);
            redis.stop();
            decideAll(point);
            await("the spill has them")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().spilled() >= 4);
            redis.start();
            awaitSent(audit, 8);
        }
        assertNotLogged();
    }

    @Test
    void a_redis_that_refuses_events_logs_none_of_it() {
        redis.start();
        redis.call(commands -> commands.set(AuditSettings.STREAM, "not a stream"));
        try (var audit = Audits.started(settings())) {
            decideAll(REPLICA.point(audit));
            await("they are spilled")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().spilled() == 4);
        }

        assertThat(log.lines()).anyMatch(line -> line.contains("WRONGTYPE"));
        assertNotLogged();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_full_spill_logs_none_of_it(boolean durable) {
        Throwable refusal = null;
        try (var audit =
                Audits.started(settings().durable(durable).mostQueued(100).mostSpillBytes(1L << 20))) {
            var point = REPLICA.point(audit);
            for (var n = 0; n < 5_000 && refusal == null && audit.counts().lost() == 0; n++) {
                refusal = catchThrowable(() -> decideAll(point));
            }
            assertThat(durable ? refusal != null : audit.counts().lost() > 0).isTrue();
        }
        if (durable) {
            assertThat(refusal).isInstanceOf(Rejection.class).hasMessageContaining("is full");
            assertThat(refusal).hasMessageNotContaining(CANARY);
        } else {
            assertThat(log.lines()).anyMatch(line -> line.contains("Decisions are not in the audit"));
        }
        assertNotLogged();
    }

    /** Files of a process that redacted nothing, as a crash and a failing disk leave them. */
    static Stream<byte[]> damagedSpills() {
        var event = new SignedEntry(
                "00000000-0000-7000-8000-000000000000", "ab".repeat(32), CANARY.getBytes(StandardCharsets.UTF_8));
        var record = SpillFrames.written(List.of(event));
        var file = new byte[SpillFrames.HEADER.length + record.remaining()];
        System.arraycopy(SpillFrames.HEADER, 0, file, 0, SpillFrames.HEADER.length);
        record.get(file, SpillFrames.HEADER.length, record.remaining());
        return Stream.of(
                Arrays.copyOf(file, file.length - 1),
                changed(file, file.length - 1),
                changed(file, SpillFrames.HEADER.length + 2),
                changed(file, 1));
    }

    private static byte[] changed(byte[] file, int at) {
        var changed = file.clone();
        changed[at] ^= 1;
        return changed;
    }

    @ParameterizedTest
    @MethodSource("damagedSpills")
    void a_damaged_spill_is_named_without_its_content(byte[] file) throws IOException {
        Files.write(folder.resolve("audit-5.spill"), file);
        redis.start();
        try (var audit = Audits.started(settings())) {
            decideAll(REPLICA.point(audit));
            await("the file is read and the decisions are sent")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().damaged() == 1 && audit.counts().sent() == 4);
        }

        assertThat(log.lines()).anyMatch(line -> line.contains("spill"));
        assertNotLogged();
    }

    @Test
    void a_decision_that_is_too_large_is_counted_without_its_content() {
        var input = withClaims();
        put(input, "context.subject_claims.kept", Collections.nCopies(100, "x".repeat(60_000)));
        try (var audit = Audits.started(settings())) {
            decide(REPLICA.point(audit), input);

            assertThat(audit.counts().lost()).isEqualTo(1);
        }
        assertThat(log.lines()).anyMatch(line -> line.contains("a decision has "));
        assertNotLogged();
    }

    static Stream<String> members() {
        return Stream.concat(
                REDACTED.stream(),
                Stream.of(
                        "schema_version",
                        "principal",
                        "principal.type",
                        "principal.zone_id",
                        "principal.labels",
                        "resource.identifier",
                        "action.id",
                        "context.requested_scopes",
                        "context.challenge_resolved",
                        "context.subject_claims",
                        "delegation_edge.edge_version"));
    }

    /** Claims and constraints may be of any type, so nothing of them is refused. */
    @ParameterizedTest
    @MethodSource("members")
    void an_input_that_is_refused_is_named_without_its_values(String member) {
        var refusals = new ArrayList<String>();
        try (var audit = Audits.started(settings())) {
            var point = REPLICA.point(audit);
            for (var wrong : List.of(7, true, CANARY, Map.of(CANARY, CANARY), List.of(List.of(CANARY)))) {
                var input = withClaims();
                put(input, member, wrong);
                var refusal = catchThrowable(() -> decide(point, input));
                if (refusal != null) {
                    refusals.add(refusal.toString());
                }
            }
        }
        assertThat(refusals.isEmpty())
                .isEqualTo(member.startsWith("context.subject_claims.") || member.endsWith("constraints_json"));
        assertThat(refusals).noneMatch(refusal -> refusal.contains(CANARY));
        assertNotLogged();
    }
}
