package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.secret.AuditKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions on their way to a Redis that is there. */
@Tag("servers")
class PublishDecisionsTest {

    @TempDir
    Path data;

    @TempDir
    Path spill;

    private TestRedis redis;

    @BeforeEach
    void up() {
        redis = TestRedis.up(data);
    }

    @AfterEach
    void down() {
        redis.close();
    }

    private static void awaitSent(DecisionAudit audit, long events) {
        await("the events are acknowledged")
                .atMost(Audits.SOON)
                .until(() -> audit.counts().sent() >= events
                        && audit.counts().queued() == 0
                        && audit.counts().spillBytes() == 0);
    }

    @Test
    void every_decision_becomes_an_entry_that_its_signature_verifies() {
        try (var audit = Audits.started(Audits.settings(redis, spill))) {
            var asked = Audits.record(audit, "r", 2_500);

            await("all are there").atMost(Audits.SOON).untilAsserted(() -> assertThat(Audits.requests(redis))
                    .containsExactlyInAnyOrderElementsOf(asked));
            assertThat(redis.events()).allSatisfy(entry -> {
                assertThat(entry.fields()).containsOnlyKeys("id", "data", "sig");
                assertThat(entry.field("sig")).isEqualTo(Audits.KEY.sign(entry.data()));
                assertThat(entry.field("data")).startsWith("{\"id\":\"%s\",".formatted(entry.field("id")));
            });
        }
    }

    @Test
    void nothing_is_counted_twice_or_lost_while_redis_is_there() {
        try (var audit = Audits.started(Audits.settings(redis, spill))) {
            Audits.record(audit, "r", 100);
            awaitSent(audit, 100);

            var counts = audit.counts();
            assertThat(counts.recorded()).isEqualTo(100);
            assertThat(counts.lost() + counts.damaged()).isZero();
            assertThat(counts.oldestAge()).isEqualTo(Duration.ZERO);
            assertThat(audit.trouble()).isEmpty();
        }
    }

    @Test
    void a_close_sends_what_is_queued() {
        List<String> asked;
        try (var audit = Audits.started(Audits.settings(redis, spill))) {
            asked = Audits.record(audit, "r", 1_000);
        }
        try (var next = Audits.started(Audits.settings(redis, spill))) {
            await("what was spilled at the end is sent too")
                    .atMost(Audits.SOON)
                    .until(() -> next.counts().spillBytes() == 0);
        }

        assertThat(Audits.requests(redis)).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void a_key_that_is_replaced_signs_from_then_on() {
        var keys = new AuditKey[] {Audits.KEY};
        var settings = AuditSettings.from(redis.uri(), () -> keys[0], "dp-1", spill);
        try (var audit = Audits.started(settings)) {
            keys[0] = AuditKey.parse("cd".repeat(32));

            await("an event has the next key's signature").atMost(Audits.SOON).untilAsserted(() -> {
                audit.record(Decided.decision("r"));
                assertThat(redis.events())
                        .anySatisfy(entry -> assertThat(entry.field("sig")).isEqualTo(keys[0].sign(entry.data())));
            });
        }
    }

    @Test
    void without_a_valid_key_there_is_no_audit() {
        var settings = AuditSettings.from(redis.uri(), () -> AuditKey.parse("beef"), "dp-1", spill)
                .build();

        assertThatThrownBy(() -> new DecisionAudit(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the audit key has 2 bytes");
    }

    @Test
    void decisions_after_the_end_are_counted_as_lost() {
        var audit = Audits.started(Audits.settings(redis, spill));
        audit.close();
        audit.record(Decided.decision("late"));

        assertThat(audit.counts().lost()).isEqualTo(1);
        assertThat(audit.trouble()).contains(DecisionAudit.EVIDENCE_LOST);
    }
}
