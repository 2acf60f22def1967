package dev.edict.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.bridge.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The questions are not one transaction, so their order says what may happen in between. */
@Tag("servers")
class InspectStreamTest {

    /** Else a reader that deletes the entry in between would look like a Redis that lost it. */
    @Test
    void the_last_entry_is_looked_for_before_it_is_asked_what_was_deleted() {
        var redis = TestRedis.down();
        redis.start("slowlog-log-slower-than 0");
        try (redis;
                var link = new RedisLink(
                        RedisAddress.of(redis.uri()), TestRedis.STREAM, Duration.ofSeconds(2), Duration.ofSeconds(2))) {
            var id = redis.call(commands -> commands.xadd(TestRedis.STREAM, Map.of("zone_id", "z1")));
            link.open();

            var facts = new StreamInspection(TestRedis.STREAM).inspect(link, EntryId.parse(id));

            assertThat(facts.hasLastSent()).contains(true);
            assertThat(commands(redis)).containsSubsequence("XRANGE", "XINFO STREAM");
        }
    }

    /** Everything that Redis was asked, in order. */
    private static List<String> commands(TestRedis redis) {
        var newestFirst = redis.<List<Object>>call(commands -> commands.slowlogGet(100));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .map(entry -> (List<?>) ((List<?>) entry).get(3))
                .map(words -> words.get(0).equals("XINFO") ? "XINFO " + words.get(1) : String.valueOf(words.get(0)))
                .toList();
    }
}
