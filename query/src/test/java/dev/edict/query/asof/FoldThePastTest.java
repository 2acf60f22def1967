package dev.edict.query.asof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer about the past equals a fold of the raw events. Later events do not change it. */
@Tag("servers")
class FoldThePastTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00.000001Z");
    private static final int INSTANTS = 1_000;

    private final Tables tables = new Tables();
    private final PastLog log = new PastLog(tables.database());
    private final RandomPast past = new RandomPast(log, 21, START);
    private final Slice http = AsOfSlice.of(log.connection());
    private final Random random = new Random(4711);

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void a_thousand_instants_are_as_the_fold_of_the_events_says_now_and_after_more_events_and_an_import() {
        past.live(3_000);
        var fold = new FoldedLog(tables.database());
        var first = new LinkedHashMap<String, String>();
        int existed = 0;
        while (first.size() < INSTANTS) {
            var zone = RandomPast.zoneId(random.nextInt(RandomPast.ZONES));
            var texts = random.nextBoolean();
            var instant = instant(fold);
            var uri = "/v1/zones/%s/as-of?texts=%s&at=%s".formatted(zone, texts, instant);
            var expected = fold.asOf(zone, instant, texts);
            if (expected.isPresent()) {
                existed++;
                assertThat(desired(uri)).as(uri).isEqualTo(tree(expected.get()));
                first.put(uri, desired(uri).toString());
            } else {
                assertThat(http.refused(uri).reason()).isEqualTo(QueryRejection.Reason.INSTANT_BEFORE_ZONE);
                first.putIfAbsent(uri, "");
            }
        }
        assertThat(existed).isGreaterThan(INSTANTS * 9 / 10);
        past.live(10_000);
        assertSame(first);
        past.takeOver(1_000);
        assertSame(first);
    }

    @Test
    void an_index_is_answered_as_the_fold_of_the_events_up_to_it_says() {
        past.live(1_000);
        var fold = new FoldedLog(tables.database());
        for (int n = 0; n < 200; n++) {
            var zone = RandomPast.zoneId(random.nextInt(RandomPast.ZONES));
            var index = 50 + random.nextInt(950);
            var uri = "/v1/zones/%s/as-of?seq=%d".formatted(zone, index);
            assertThat(desired(uri))
                    .as(uri)
                    .isEqualTo(tree(fold.asOf(zone, index, false).orElseThrow()));
        }
    }

    /** Some at the microsecond of an event or beside it, where an error by one shows. */
    private Instant instant(FoldedLog fold) {
        if (random.nextBoolean()) {
            return fold.recordedAt(random.nextInt(fold.size())).plusNanos((random.nextInt(3) - 1) * 1_000L);
        }
        var span = Duration.between(START, past.now()).toMillis();
        return START.plusMillis((long) (random.nextDouble() * span));
    }

    private void assertSame(Map<String, String> answers) {
        answers.forEach((uri, answer) -> {
            if (answer.isEmpty()) {
                assertThat(http.refused(uri).reason()).isEqualTo(QueryRejection.Reason.INSTANT_BEFORE_ZONE);
            } else {
                assertThat(desired(uri)).as(uri).hasToString(answer);
            }
        });
    }

    private JsonNode desired(String uri) {
        var answer = (ObjectNode) http.get(uri);
        answer.remove("effective");
        return answer;
    }

    private static JsonNode tree(Map<String, Object> expected) {
        return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(expected));
    }
}
