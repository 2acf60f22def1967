package dev.edict.app;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for operators and probes. */
@Tag("servers")
class OperationsApiTest {

    private static final String STREAM = "caracal.policy.invalidate";
    private static final String ASIDE = STREAM + ".aside";

    private final Api api = Edict.deciding().api();

    @Test
    void are_open_for_health_and_readiness() {
        assertThat(api.withToken(null).get("/health").expect(200).body()).isEqualTo("{\"ok\":true}");
        assertThat(api.withToken(null).get("/ready").expect(200).body()).isEqualTo("{\"ok\":true}");
    }

    /** Changes are accepted nevertheless, and their invalidations wait in the outbox. */
    @Test
    void are_told_that_a_redis_which_refuses_invalidations_is_degraded_and_the_node_ready() {
        try (var client = RedisClient.create(Edict.deciding().redis());
                var redis = client.connect()) {
            var commands = redis.sync();
            var kept = commands.exists(STREAM) > 0;
            if (kept) {
                commands.rename(STREAM, ASIDE);
            }
            commands.set(STREAM, "no stream");
            try {
                await("the watch to ask again").untilAsserted(() -> assertThat(api.get("/ready")
                                .expect(200)
                                .json()
                                .at("/details/redis/reason")
                                .asString())
                        .startsWith("WRONGTYPE"));
                assertThat(api.get("/ready").json().get("ok").asBoolean()).isTrue();
            } finally {
                commands.del(STREAM);
                if (kept) {
                    commands.rename(ASIDE, STREAM);
                }
            }
            await("the watch to ask again")
                    .untilAsserted(() ->
                            assertThat(api.get("/ready").expect(200).body()).isEqualTo("{\"ok\":true}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/openmetrics-text"})
    void are_measured_for_prometheus(String accepted) {
        var answer =
                api.send("GET", "/metrics", null, Map.of("accept", accepted)).expect(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void are_measured_under_the_names_of_the_operators_page_and_no_others() throws IOException {
        var page = Files.readString(Path.of("../docs/operations/metrics.md"));
        var described = names(page, "`((?:edict|caracal|hikaricp)_[a-z_]+)`");
        var measured = names(api.get("/metrics").expect(200).body(), "# TYPE ((?:edict|caracal|hikaricp)_[a-z_]+) ");
        assertThat(measured).containsAll(described);
        assertThat(measured)
                .filteredOn(name -> !name.startsWith("hikaricp_") && !name.endsWith("_seconds_max"))
                .isSubsetOf(described);
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
