package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Redis lost is published again, and the log says so once. */
@Tag("servers")
class RedisLostItsStreamTest {

    private static final String STREAM = "caracal.policy.invalidate";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final RedisClient client = RedisClient.create(edict.redis());
    private final StatefulRedisConnection<String, String> redis = client.connect();

    @AfterEach
    void close() {
        redis.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void a_deactivation_that_was_lost_is_told_again_and_activation_status_still_tells_of_the_activation() {
        var zone = api.governed(1);
        var activated = api.activate(
                        zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        api.deactivate(zone.zoneId(), "incident").expect(202);
        await("both to be sent").atMost(SOON).until(() -> entries(zone.zoneId()).size() == 2);
        var before = resyncs();

        redis.sync().flushall();

        await("the state of the zone to be published again").atMost(SOON).until(() -> !entries(zone.zoneId())
                .isEmpty());
        assertThat(entries(zone.zoneId())).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("activation_seq", "2")
                .doesNotContainKey("policy_set_version_id")
                .containsKey("_sig")
                .doesNotContainEntry("outbox_id", activated.text("outbox_id")));
        assertThat(api.get(activated.text("status_url"))
                        .expect(200)
                        .json()
                        .get("outbox")
                        .get("id")
                        .stringValue())
                .isEqualTo(activated.text("outbox_id"));
        await("the timeline to tell it").atMost(SOON).untilAsserted(() -> assertThat(resyncs())
                .hasSize(before.size() + 1));
        assertThat(resyncs().get(before.size())).contains("key_missing");
        await("the node to be whole again")
                .atMost(SOON)
                .until(() -> api.get("/ready").expect(200).body().equals("{\"ok\":true}"));
    }

    private List<Map<String, String>> entries(String zoneId) {
        return redis.sync().xrange(STREAM, Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .filter(entry -> zoneId.equals(entry.get("zone_id")))
                .toList();
    }

    private List<String> resyncs() {
        return edict.sql()
                .sql(
                        """
                        select summary from views.timeline where event_type = 'invalidation_stream.resynchronised'
                        order by sequence
                        """)
                .query(String.class)
                .list();
    }
}
