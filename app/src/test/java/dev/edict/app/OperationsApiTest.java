package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and probes ask. */
class OperationsApiTest {

    private final Api api = Edict.shared().api();

    @Test
    void are_open_for_health_and_readiness() {
        assertThat(api.withToken(null).get("/health").expect(200).body()).isEqualTo("{\"ok\":true}");
        assertThat(api.withToken(null).get("/ready").expect(200).body()).isEqualTo("{\"ok\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/openmetrics-text"})
    void are_measured_for_prometheus(String accepted) {
        var answer =
                api.send("GET", "/metrics", null, Map.of("accept", accepted)).expect(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.body()).contains("jvm_memory_used_bytes");
    }
}
