package dev.edict.replica;

import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.awaitSeq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import dev.edict.replica.redis.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis hastens a read of the control plane, and is believed in nothing else. */
@Tag("servers")
class ReadInvalidationsTest {

    private static final Map<String, String> FORGED =
            Map.of("zone_id", ZONE, "activation_seq", "99", "_sig", "00".repeat(32));

    private final TestRedis redis = TestRedis.up();
    private final FakeControlPlane edict = FakeControlPlane.started();
    private final Replica replica = new Replica(ReplicaSettings.from(edict.source())
            .zones(List.of(ZONE))
            .redis(RedisStream.at(redis.uri(), StreamKey.parse(TestRedis.KEY)))
            .build());

    @AfterEach
    void close() {
        replica.close();
        edict.close();
        redis.close();
    }

    /** With a feed that tells nothing, so that whatever arrives has come through Redis. */
    private void startWithoutFeed() {
        edict.activate(ZONE, 1, granting("r1"));
        replica.start();
        awaitSeq(replica, 1);
        awaitRedis();
        edict.feedDown(true);
    }

    /** The reader begins behind what it finds, so it has to be there before anything is announced. */
    private void awaitRedis() {
        await("the reader follows the stream")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    redis.announce(ZONE, 1);
                    return replica.counts().outdatedInvalidations() > 0;
                });
    }

    @Test
    void an_invalidation_causes_a_read() {
        startWithoutFeed();

        edict.activate(ZONE, 2, granting("r2"));
        redis.announce(ZONE, 2);

        awaitSeq(replica, 2);
    }

    @Test
    void what_it_announces_is_never_loaded_from_it() {
        startWithoutFeed();

        redis.announce(ZONE, 2);
        await("it was read")
                .until(() -> replica.counts().invalidations() > replica.counts().outdatedInvalidations());

        edict.activate(ZONE, 3, granting("r3"));
        redis.announce(ZONE, 2);
        awaitSeq(replica, 3);
    }

    @Test
    void forged_and_unsigned_entries_are_dropped_and_counted() {
        startWithoutFeed();
        edict.activate(ZONE, 2, granting("r2"));
        var before = edict.received("GET", "/v1/zones/.*").size();

        redis.add(FORGED);
        redis.add(Map.of("zone_id", ZONE));

        await("both are counted").until(() -> replica.counts().rejectedInvalidations() == 2);
        assertThat(edict.received("GET", "/v1/zones/.*")).hasSize(before);
        assertThat(Replicas.seq(replica)).isEqualTo(1);
        redis.announce(ZONE, 2);
        awaitSeq(replica, 2);
    }

    @Test
    void a_thousand_replayed_entries_change_and_read_nothing() {
        startWithoutFeed();
        edict.activate(ZONE, 2, granting("r2"));
        redis.announce(ZONE, 2);
        awaitSeq(replica, 2);
        var reads = edict.received("GET", "/v1/zones/.*").size();
        var outdated = replica.counts().outdatedInvalidations();

        var replayed = redis.call(commands -> commands.xrange(RedisStream.NAME, Range.unbounded()));
        redis.call(commands -> {
            for (var time = 0; time < 1_000; time++) {
                commands.xadd(
                        RedisStream.NAME, replayed.get(time % replayed.size()).getBody());
            }
            return "";
        });

        await("all were read").until(() -> replica.counts().outdatedInvalidations() >= outdated + 1_000);
        assertThat(Replicas.seq(replica)).isEqualTo(2);
        assertThat(edict.received("GET", "/v1/zones/.*")).hasSize(reads);
    }

    /** The control: every one of them has a valid signature, which says nothing about its age. */
    @Test
    void a_consumer_that_believes_what_an_entry_announces_would_go_back_with_a_replayed_one() {
        startWithoutFeed();
        edict.activate(ZONE, 2, granting("r2"));
        redis.announce(ZONE, 2);
        awaitSeq(replica, 2);
        var accepted = replica.counts().invalidations();

        redis.call(commands -> commands.xadd(
                RedisStream.NAME,
                commands.xrange(RedisStream.NAME, Range.unbounded()).get(0).getBody()));

        await("it is verified").until(() -> replica.counts().invalidations() == accepted + 1);
        var believed = redis.call(commands -> commands.xrevrange(RedisStream.NAME, Range.unbounded()))
                .get(0)
                .getBody()
                .get("activation_seq");
        assertThat(believed).isEqualTo("1");
        assertThat(Replicas.seq(replica)).isEqualTo(2);
    }

    @Test
    void without_redis_the_feed_goes_on() {
        edict.activate(ZONE, 1, granting("r1"));
        replica.start();
        awaitSeq(replica, 1);
        awaitRedis();

        redis.stop();
        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
    }

    @Test
    void a_redis_that_lost_its_stream_is_followed_from_its_beginning() {
        startWithoutFeed();
        redis.call(commands ->
                commands.xadd(RedisStream.NAME, XAddArgs.Builder.nomkstream().id("99999999999999-1"), FORGED));
        await("the cursor is far ahead").until(() -> replica.counts().rejectedInvalidations() == 1);

        redis.stop();
        redis.start();
        edict.activate(ZONE, 2, granting("r2"));
        redis.announce(ZONE, 2);

        awaitSeq(replica, 2);
    }
}
