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

/** What an operator redacts is in no line of the log, at any level, and in no refusal. */
@Tag("servers")
class KeepInputsOutOfTheLogTest {

    private static final ReplicaOfTests REPLICA =
            ReplicaOfTests.with(Map.of(CanaryInput.ZONE, List.of(Policies.LEDGER)));

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
        assertThat(log.lines()).noneMatch(line -> line.contains(CanaryInput.CANARY));
    }

    private AuditSettings.Builder settings() {
        return Audits.settings(redis, folder).redacted(CanaryInput.REDACTED);
    }

    private static void decide(DecisionPoint point, Map<String, Object> input) {
        point.decide(CanaryInput.ZONE, PolicyInput.from(input), "request-1");
    }

    /** Allowed, on hold and denied. */
    private static void decideAll(DecisionPoint point) {
        decide(point, CanaryInput.input("read"));
        decide(point, CanaryInput.input("pay"));
        decide(point, CanaryInput.input("write"));
        decide(point, CanaryInput.withClaims());
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
                .doesNotContain(CanaryInput.CANARY));
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
            await("Redis refuses them and they are spilled")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().spilled() == 4
                            && log.lines().stream().anyMatch(line -> line.contains("WRONGTYPE")));
        }
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
            assertThat(refusal).hasMessageNotContaining(CanaryInput.CANARY);
        } else {
            assertThat(log.lines()).anyMatch(line -> line.contains("Decisions are not in the audit"));
        }
        assertNotLogged();
    }

    /** Files of a process that redacted nothing, as a crash and a failing disk leave them. */
    static Stream<byte[]> damagedSpills() {
        var event = new SignedEntry(
                "00000000-0000-7000-8000-000000000000",
                "ab".repeat(32),
                CanaryInput.CANARY.getBytes(StandardCharsets.UTF_8));
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
        var input = CanaryInput.withClaims();
        CanaryInput.put(input, "context.subject_claims.kept", Collections.nCopies(100, "x".repeat(60_000)));
        try (var audit = Audits.started(settings())) {
            decide(REPLICA.point(audit), input);

            assertThat(audit.counts().lost()).isEqualTo(1);
        }
        assertThat(log.lines()).anyMatch(line -> line.contains("a decision has "));
        assertNotLogged();
    }

    static Stream<String> members() {
        return Stream.concat(
                CanaryInput.REDACTED.stream(),
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
            for (var wrong : List.of(
                    7,
                    true,
                    CanaryInput.CANARY,
                    Map.of(CanaryInput.CANARY, CanaryInput.CANARY),
                    List.of(List.of(CanaryInput.CANARY)))) {
                var input = CanaryInput.withClaims();
                CanaryInput.put(input, member, wrong);
                var refusal = catchThrowable(() -> decide(point, input));
                if (refusal != null) {
                    refusals.add(refusal.toString());
                }
            }
        }
        assertThat(refusals.isEmpty())
                .isEqualTo(member.startsWith("context.subject_claims.") || member.endsWith("constraints_json"));
        assertThat(refusals).noneMatch(refusal -> refusal.contains(CanaryInput.CANARY));
        assertNotLogged();
    }
}
