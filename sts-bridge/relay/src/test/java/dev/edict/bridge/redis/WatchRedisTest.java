package dev.edict.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.edict.bridge.LogLines;
import dev.edict.bridge.Relays;
import dev.edict.bridge.TestRedis;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.health.contributor.Status;

@Tag("servers")
class WatchRedisTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestRedis redis = TestRedis.down();
    private final RedisWatch watch = new RedisWatch(RedisAddress.of(redis.uri()), TestRedis.STREAM, meters);
    private final LogLines log = LogLines.of(RedisWatch.class, Level.DEBUG);

    @BeforeEach
    void the_state_is_unknown_before_the_first_poll() {
        assertThat(watch.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(watch.isAutoStartup()).isTrue();
    }

    @AfterEach
    void close() {
        log.close();
        watch.stop();
        redis.close();
    }

    @Test
    void a_closed_port_is_down_with_a_time_and_a_reason_until_it_is_open() {
        watch.start();
        awaitStatus(Status.DOWN);

        var details = watch.health().getDetails();
        assertThat(details).containsOnlyKeys("since", "reason");
        assertThat(Instant.parse(String.valueOf(details.get("since")))).isBefore(Instant.now());
        assertThat(String.valueOf(details.get("reason")))
                .startsWith("Redis cannot be reached")
                .containsIgnoringCase("refused");
        assertThat(up()).isZero();

        redis.start();
        awaitStatus(Status.UP);
        assertThat(watch.health().getDetails()).isEmpty();
        assertThat(up()).isOne();
    }

    @Test
    void a_silent_redis_is_down_and_health_requests_do_not_wait() {
        redis.start();
        watch.start();
        awaitStatus(Status.UP);

        redis.freeze();
        awaitStatus(Status.DOWN);
        var since = watch.health().getDetails().get("since");
        assertThat(String.valueOf(watch.health().getDetails().get("reason"))).contains("no answer within");

        await().atMost(SOON)
                .until(() -> String.valueOf(watch.health().getDetails().get("reason"))
                        .contains("cannot be reached"));
        assertThat(watch.health().getDetails()).containsEntry("since", since);
        assertThat(Relays.isIn("main", "get")).isFalse();
        assertThat(warnings("is unreachable")).isOne();

        redis.thaw();
        awaitStatus(Status.UP);
    }

    @Test
    void a_redis_that_becomes_silent_is_down_within_three_seconds() {
        redis.start();
        watch.start();
        awaitStatus(Status.UP);
        redis.freeze();

        await().atMost(Duration.ofSeconds(3)).until(() -> isShown(Status.DOWN));
    }

    @Test
    void a_password_is_never_shown() {
        redis.start("requirepass right-password");
        var uri = RedisURI.builder(redis.uri())
                .withPassword("wrong-password".toCharArray())
                .build();
        var stranger = new RedisWatch(RedisAddress.of(uri), TestRedis.STREAM, meters);
        stranger.start();

        await("Redis closes the connection after its answer, which may then be lost; the next look has it")
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(stranger.health().getDetails().toString()).contains("WRONGPASS"));
        stranger.stop();
        assertThat(stranger.health().getDetails().toString()).doesNotContain("wrong-password");
        assertThat(log.at(Level.WARN)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContain("wrong-password"));
    }

    /** A way in which Redis refuses entries, how it begins and how it ends. */
    private record Refusal(String code, Consumer<TestRedis> begin, Consumer<TestRedis> end) {}

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal("NOPERM", redis -> redis.acl("-xadd"), redis -> redis.acl("+xadd")),
                new Refusal("NOPERM", redis -> redis.acl("resetkeys", "~other:*"), redis -> redis.acl("allkeys")),
                new Refusal(
                        "WRONGTYPE",
                        redis -> redis.call(commands -> commands.set(TestRedis.STREAM, "no stream")),
                        redis -> redis.call(commands -> commands.del(TestRedis.STREAM))),
                new Refusal(
                        "READONLY",
                        redis -> redis.call(commands -> commands.replicaof("127.0.0.1", 1)),
                        redis -> redis.call(commands -> commands.replicaofNoOne())),
                new Refusal(
                        "OOM", redis -> redis.configure("maxmemory", "1"), redis -> redis.configure("maxmemory", "0")),
                new Refusal(
                        "NOREPLICAS",
                        redis -> redis.configure("min-replicas-to-write", "1"),
                        redis -> redis.configure("min-replicas-to-write", "0")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_redis_that_refuses_entries_is_degraded_with_its_reason_until_it_accepts_them(Refusal refusal) {
        redis.start();
        watch.start();
        awaitStatus(Status.UP);
        assertThat(writable()).isOne();

        refusal.begin().accept(redis);
        await("the refusal to be noticed").atMost(Duration.ofSeconds(5)).until(() -> String.valueOf(
                        watch.health().getDetails().get("reason"))
                .startsWith(refusal.code()));
        assertThat(watch.health().getStatus()).isEqualTo(RedisWatch.REFUSING);
        assertThat(watch.health().getDetails()).containsOnlyKeys("since", "reason");
        assertThat(writable()).isZero();
        assertThat(up()).isOne();
        assertThat(warnings("refuses invalidations")).isOne();

        refusal.end().accept(redis);
        awaitStatus(Status.UP);
        assertThat(writable()).isOne();
    }

    @Test
    void the_probe_adds_no_entry_and_creates_no_stream() {
        redis.start();
        watch.start();
        awaitStatus(Status.UP);
        assertThat(redis.<Long>call(commands -> commands.exists(TestRedis.STREAM)))
                .isZero();

        redis.call(commands -> commands.xgroupCreate(
                StreamOffset.latest(TestRedis.STREAM), "sts", XGroupCreateArgs.Builder.mkstream()));
        awaitMoreQuestions();
        assertThat(redis.entries()).isEmpty();

        redis.call(commands -> commands.xadd(TestRedis.STREAM, Map.of("outbox_id", "d1")));
        awaitMoreQuestions();
        assertThat(redis.dispatched()).containsExactly("d1");
        assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
    }

    private void awaitMoreQuestions() {
        var before = questions();
        await("two more questions").atMost(SOON).until(() -> questions() >= before + 2);
    }

    /** The number of polls, counted by the second command of each. */
    private long questions() {
        return redis.call(commands -> commands.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_type:"))
                .map(line -> line.replaceFirst("cmdstat_type:calls=(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"allkeys-lru, 1, 1", "volatile-ttl, 1, 1", "noeviction, 0, 0"})
    void a_redis_that_may_delete_invalidations_is_warned_about_and_is_not_degraded(
            String policy, double mayEvict, long warnings) {
        redis.start("maxmemory-policy " + policy);
        watch.start();
        awaitStatus(Status.UP);

        assertThat(mayEvict()).isEqualTo(mayEvict);
        assertThat(warnings("set it to noeviction")).isEqualTo(warnings);
        assertThat(watch.health().getDetails()).isEmpty();
    }

    @Test
    void the_warning_is_repeated_for_a_new_connection_only() {
        redis.start("maxmemory-policy allkeys-lru");
        watch.start();
        awaitStatus(Status.UP);
        redis.stop();
        awaitStatus(Status.DOWN);
        redis.start("maxmemory-policy allkeys-lru");
        awaitStatus(Status.UP);

        assertThat(warnings("set it to noeviction")).isEqualTo(2);
    }

    @Test
    void a_redis_that_hides_its_eviction_policy_causes_no_warning() {
        redis.start("rename-command CONFIG \"\"");
        watch.start();
        awaitStatus(Status.UP);

        assertThat(mayEvict()).isNaN();
        assertThat(log.at(Level.WARN)).isEmpty();
        assertThat(log.at(Level.DEBUG)).anyMatch(line -> line.contains("does not say its maxmemory-policy"));
    }

    @Test
    void it_stops_at_once_even_when_redis_says_nothing() {
        redis.start();
        watch.start();
        awaitStatus(Status.UP);
        redis.freeze();
        awaitStatus(Status.DOWN);

        watch.stop();

        assertThat(watch.isRunning()).isFalse();
        await().atMost(SOON).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("redis-watch")));
    }

    private void awaitStatus(Status status) {
        await().atMost(SOON).until(() -> isShown(status));
    }

    private boolean isShown(Status status) {
        return watch.health().getStatus().equals(status);
    }

    private double up() {
        return meters.get("edict.redis.up").gauge().value();
    }

    private double writable() {
        return meters.get("edict.redis.writable").gauge().value();
    }

    private double mayEvict() {
        return meters.get("edict.redis.may.evict").gauge().value();
    }

    private long warnings(String text) {
        return log.at(Level.WARN).stream().filter(line -> line.contains(text)).count();
    }
}
