package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What operators and probes ask. */
class OperationsApiTest {

    private final Api api = Edict.shared().api();

    @Test
    void are_open_for_health_and_readiness() {
        assertThat(api.withToken(null).get("/health").expect(200).body()).isEqualTo("{\"ok\":true}");
        assertThat(api.withToken(null).get("/ready").expect(200).body()).isEqualTo("{\"ok\":true}");
    }

    @Test
    void are_measured_for_prometheus() {
        assertThat(api.get("/metrics").expect(200).body()).contains("jvm_memory_used_bytes");
    }
}
