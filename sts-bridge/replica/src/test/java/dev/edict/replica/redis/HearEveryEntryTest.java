package dev.edict.replica.redis;

import static dev.edict.replica.redis.TestRedis.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows R8 and R9 of the fault catalogue: every replica has a cursor of its own, so that all of them hear each entry, and
 * one that dies leaves nothing behind that another would have to take over.
 */
@Tag("servers")
class HearEveryEntryTest {

    private static final int REPLICAS = 5;
    private static final int ENTRIES = 200;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONGEST_P99 = Duration.ofSeconds(1);
    private static final String GROUP = "opa-engine";

    private final TestRedis redis = TestRedis.up();
    private final Map<Long, Long> announcedAt = new ConcurrentHashMap<>();
    private final List<Queue<Heard>> heard = new ArrayList<>();
    private final List<InvalidationReader> readers = new ArrayList<>();

    /** What one replica heard, and after how long. */
    private record Heard(long seq, long nanos) {}

    @AfterEach
    void close() {
        readers.forEach(InvalidationReader::close);
        redis.close();
    }

    @Test
    void five_replicas_hear_every_entry_and_99_of_100_within_a_second() {
        IntStream.range(0, REPLICAS).forEach(n -> startReader());
        awaitFollowing();

        announce(ENTRIES);

        await("all to have heard all").atMost(SOON).until(() -> heard.stream()
                .allMatch(one -> seqs(one).containsAll(announcedAt.keySet())));
        var delays = heard.stream()
                .flatMap(Queue::stream)
                .mapToLong(Heard::nanos)
                .sorted()
                .toArray();
        var p99 = Duration.ofNanos(delays[delays.length * 99 / 100]);
        System.out.printf(
                "%d entries, %d replicas: p50 %d us, p99 %d us%n",
                ENTRIES, REPLICAS, delays[delays.length / 2] / 1_000, p99.toNanos() / 1_000);
        assertThat(p99).isLessThan(LONGEST_P99);
    }

    @Test
    void a_replica_that_dies_keeps_nothing_from_the_others_and_leaves_nothing_in_redis() {
        startReader();
        startReader();
        awaitFollowing();
        readers.remove(0).close();

        announce(ENTRIES);

        await("the other to have heard all").atMost(SOON).until(() -> seqs(heard.get(1))
                .containsAll(announcedAt.keySet()));
        assertThat(redis.<List<Object>>call(commands -> commands.xinfoGroups(RedisStream.NAME)))
                .as("consumer groups")
                .isEmpty();
    }

    /** The control: the replicas of a token service share one consumer group (contract §4.1, W-25). */
    @Test
    void were_the_replicas_in_one_group_each_entry_would_reach_one_of_them() {
        createGroup();
        announce(10);

        var reached = IntStream.range(0, REPLICAS)
                .map(n -> readInGroup("replica-" + n, 2).size())
                .toArray();

        assertThat(Arrays.stream(reached).sum()).isEqualTo(10);
        assertThat(reached).as("entries of 10 that each of them heard").containsOnly(2);
    }

    /** The control: what a dead consumer of a group had taken stays with it until somebody claims it. */
    @Test
    void were_a_dead_replica_in_a_group_its_entries_would_stay_with_it() {
        createGroup();
        announce(10);
        assertThat(readInGroup("dead", 4)).hasSize(4);

        assertThat(readInGroup("alive", 100)).hasSize(6);
        assertThat(readInGroup("alive", 100)).isEmpty();
        assertThat(redis.call(commands -> commands.xpending(RedisStream.NAME, GROUP))
                        .getConsumerMessageCount())
                .containsEntry("dead", 4L);
    }

    private void startReader() {
        var own = new ConcurrentLinkedQueue<Heard>();
        heard.add(own);
        var reader = new InvalidationReader(
                RedisStream.at(redis.uri(), StreamKey.parse(KEY)),
                entry -> own.add(new Heard(
                        entry.activationSeq(),
                        System.nanoTime() - announcedAt.getOrDefault(entry.activationSeq(), 0L))));
        readers.add(reader);
        reader.start();
    }

    /** A reader begins behind what it finds, so it has to be there before anything is announced. */
    private void awaitFollowing() {
        await("all to follow the stream")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    redis.announce("z", 0);
                    return heard.stream().noneMatch(Queue::isEmpty);
                });
        heard.forEach(Queue::clear);
    }

    private void announce(int entries) {
        try (var client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            for (long seq = 1; seq <= entries; seq++) {
                announcedAt.put(seq, System.nanoTime());
                connection
                        .sync()
                        .xadd(RedisStream.NAME, TestRedis.signed(KEY, RedisStream.NAME, TestRedis.fields("z", seq)));
            }
        }
    }

    private static List<Long> seqs(Queue<Heard> one) {
        return one.stream().map(Heard::seq).toList();
    }

    private void createGroup() {
        redis.call(commands -> commands.xgroupCreate(
                StreamOffset.from(RedisStream.NAME, "0"), GROUP, new XGroupCreateArgs().mkstream(true)));
    }

    private List<?> readInGroup(String consumer, int most) {
        return redis.call(commands -> readInGroup(commands, consumer, most));
    }

    @SuppressWarnings("unchecked") // a generic array of one stream
    private static List<?> readInGroup(RedisCommands<String, String> commands, String consumer, int most) {
        return commands.xreadgroup(
                Consumer.from(GROUP, consumer),
                XReadArgs.Builder.count(most),
                StreamOffset.lastConsumed(RedisStream.NAME));
    }
}
