package dev.edict.bridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.edict.bridge.LogLines;
import dev.edict.bridge.TestRedis;
import dev.edict.bridge.redis.RedisAddress;
import io.lettuce.core.Consumer;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** The audit's stream has what some group has not acknowledged, and not much more. */
@Tag("servers")
class TrimAuditStreamTest {

    private static final String STREAM = "caracal.audit.events";
    private static final String INGEST = "audit-ingestor";
    private static final String EXPORT = "siem-export";
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int BOUND = 500;

    /** A node of a stream has up to 100 entries, and is trimmed as a whole. */
    private static final int NODE = 100;

    private final TestRedis redis = TestRedis.down();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuditTrimming trimming = new AuditTrimming(
            RedisAddress.of(redis.uri()), new AuditStreamProperties(STREAM, BOUND, INTERVAL), meters, 2_000);

    @BeforeEach
    void up() {
        redis.start();
    }

    @AfterEach
    void down() {
        trimming.stop();
        redis.close();
    }

    /** Returns the ids, in their order. */
    private List<String> added(int entries) {
        return redis.call(commands -> {
            var ids = new ArrayList<String>();
            for (var i = 0; i < entries; i++) {
                ids.add(commands.xadd(STREAM, Map.of("id", "e" + i)));
            }
            return ids;
        });
    }

    private void group(String name, String after) {
        redis.call(commands ->
                commands.xgroupCreate(StreamOffset.from(STREAM, after), name, new XGroupCreateArgs().mkstream(true)));
    }

    @SuppressWarnings("unchecked") // the array of the offsets, which Lettuce only reads
    private List<String> delivered(String group, int entries) {
        return redis
                .call(commands -> commands.xreadgroup(
                        Consumer.from(group, "c"), XReadArgs.Builder.count(entries), StreamOffset.lastConsumed(STREAM)))
                .stream()
                .map(StreamMessage::getId)
                .toList();
    }

    private void acknowledge(String group, List<String> ids) {
        redis.call(commands -> commands.xack(STREAM, group, ids.toArray(String[]::new)));
    }

    private long length() {
        return redis.call(commands -> commands.xlen(STREAM));
    }

    private List<String> ids() {
        return redis.call(commands -> commands.xrange(STREAM, Range.unbounded())).stream()
                .map(StreamMessage::getId)
                .toList();
    }

    private double trimmed() {
        return meters.get("edict.audit.stream.trimmed").counter().count();
    }

    private double entries() {
        return meters.get("edict.audit.stream.entries").gauge().value();
    }

    /** Looks at the stream twice in full, so that what is to be trimmed is. */
    private void trim() {
        trimming.start();
        await("the stream was looked at").until(() -> !Double.isNaN(entries()));
        var mark = redis.call(commands -> commands.xlen(STREAM));
        await("the last round found nothing more to trim")
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> length() <= mark && entries() == length());
        trimming.stop();
    }

    @Test
    void what_every_group_has_acknowledged_is_removed_and_nothing_else() {
        group(INGEST, "0");
        group(EXPORT, "0");
        var ids = added(3_000);
        acknowledge(INGEST, delivered(INGEST, 3_000));
        acknowledge(EXPORT, delivered(EXPORT, 2_000));

        trim();

        assertThat(length()).isBetween(1_000L, 1_000L + NODE);
        assertThat(trimmed()).isEqualTo((double) (3_000 - length()));
        assertThat(delivered(EXPORT, 3_000)).isEqualTo(ids.subList(2_000, 3_000));
    }

    @Test
    void an_entry_that_was_delivered_and_not_acknowledged_stays_with_all_after_it() {
        group(INGEST, "0");
        added(3_000);
        var delivered = new ArrayList<>(delivered(INGEST, 3_000));
        var pending = delivered.remove(1_500);
        acknowledge(INGEST, delivered);

        trim();

        assertThat(length()).isBetween(1_500L, 1_500L + NODE);
        assertThat(ids()).contains(pending);
    }

    @Test
    void a_group_that_has_read_nothing_keeps_everything() {
        added(1_000);
        group(INGEST, "0");
        group(EXPORT, "0");
        acknowledge(EXPORT, delivered(EXPORT, 1_000));

        trim();

        assertThat(length()).isEqualTo(1_000);
        assertThat(trimmed()).isZero();
    }

    @Test
    void a_group_that_is_created_later_at_the_beginning_keeps_what_is_there_then() {
        group(INGEST, "0");
        added(1_000);
        acknowledge(INGEST, delivered(INGEST, 600));
        trim();
        var left = length();
        group(EXPORT, "0");
        acknowledge(INGEST, delivered(INGEST, 400));

        trim();

        assertThat(length()).isEqualTo(left).isBetween(400L, 400L + NODE);
        assertThat(delivered(EXPORT, 1_000)).hasSize((int) left).isEqualTo(ids());
    }

    @Test
    void a_stream_that_nobody_reads_keeps_its_newest_entries() {
        var ids = added(3_000);

        trim();

        assertThat(length()).isBetween((long) BOUND, (long) BOUND + NODE);
        assertThat(ids()).endsWith(ids.get(2_999));
    }

    @Test
    void a_missing_stream_is_left_missing() {
        trim();

        long keys = redis.call(commands -> commands.exists(STREAM));
        assertThat(keys).isZero();
        assertThat(entries()).isZero();
        assertThat(trimming.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_key_of_another_kind_is_left_alone() {
        redis.call(commands -> commands.set(STREAM, "mine"));

        trimming.start();
        await("it was looked at").until(() -> !Double.isNaN(entries()));

        String kept = redis.call(commands -> commands.get(STREAM));
        assertThat(kept).isEqualTo("mine");
    }

    @Test
    void what_redis_does_not_permit_is_named_once_and_degrades() {
        added(3_000);
        redis.acl("-xtrim");
        try (var log = LogLines.of(AuditTrimming.class, Level.WARN)) {
            trimming.start();
            await("it is named").until(() -> trimming.health().getStatus().equals(AuditTrimming.NOT_PERMITTED));
            added(1);
            await("it was looked at again").until(() -> entries() == 3_001);

            assertThat(trimming.health().getDetails()).containsEntry("not_permitted", List.of("XTRIM"));
            assertThat(log.at(Level.WARN).stream().filter(line -> line.contains("XTRIM")))
                    .containsExactly("The audit's stream caracal.audit.events grows until Redis permits XTRIM on it");

            redis.acl("+xtrim");
            await("it trims again").until(() -> entries() <= BOUND + NODE);
            assertThat(trimming.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void without_seeing_what_is_pending_nothing_is_removed() {
        group(INGEST, "0");
        added(1_000);
        delivered(INGEST, 1_000);
        redis.acl("-xpending");

        trim();

        assertThat(length()).isEqualTo(1_000);
        assertThat(trimming.health().getDetails()).containsEntry("not_permitted", List.of("XPENDING"));
    }

    @Test
    void a_stream_that_grows_too_long_is_named_with_its_slowest_group() {
        group(INGEST, "0");
        added(2_500);
        try (var log = LogLines.of(AuditTrimming.class, Level.WARN)) {
            trim();

            assertThat(log.at(Level.WARN))
                    .containsExactly("The audit's stream caracal.audit.events has 2500 entries; the consumer group"
                            + " that has acknowledged least is audit-ingestor");
        }
    }

    @Test
    void a_redis_that_is_away_is_left_to_the_relay_to_name_and_trimmed_when_it_is_back() {
        redis.stop();
        try (var log = LogLines.of(AuditTrimming.class, Level.DEBUG)) {
            trimming.start();
            await("it failed").until(() -> log.at(Level.DEBUG).contains("A round of trimming failed"));
            redis.start();
            added(1_900);
            await("it is trimmed").until(() -> entries() <= BOUND + NODE && entries() > 0);

            assertThat(log.at(Level.WARN)).isEmpty();
        }
    }

    @Test
    void a_redis_that_refuses_is_named_once() {
        group(INGEST, "0");
        added(10);
        redis.acl("-ping");
        try (var log = LogLines.of(AuditTrimming.class, Level.DEBUG)) {
            trimming.start();
            await("it failed twice").until(() -> log.at(Level.DEBUG).size() > 1);

            assertThat(log.at(Level.WARN)).singleElement().asString().contains("NOPERM");
        }
        redis.acl("+ping");
    }

    @Test
    void settings_have_bounds() {
        assertThatThrownBy(() -> new AuditStreamProperties(" ", 1, INTERVAL)).hasMessageContaining("audit.stream");
        assertThatThrownBy(() -> new AuditStreamProperties("s", 0, INTERVAL)).hasMessageContaining("max-length");
        assertThatThrownBy(() -> new AuditStreamProperties("s", 1, Duration.ofMillis(99)))
                .hasMessageContaining("trim-interval");
    }
}
