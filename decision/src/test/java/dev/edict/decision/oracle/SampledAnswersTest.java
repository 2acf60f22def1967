package dev.edict.decision.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** 2,000 decisions of the Open Policy Agent, recorded by a run of {@link Oracle}. */
class SampledAnswersTest {

    @Test
    void the_embedded_engine_answers_as_the_policy_agent_did() throws IOException {
        assertThat(Sample.firstDifference()).isEmpty();
        assertThat(Sample.size()).isEqualTo(2_000);
    }
}
