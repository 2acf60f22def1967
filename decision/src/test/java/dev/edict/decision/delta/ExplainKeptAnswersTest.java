package dev.edict.decision.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.oracle.Sample;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the Open Policy Agent allows under a bundle was not allowed before there was one. */
class ExplainKeptAnswersTest {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    @Test
    void every_request_that_the_policy_agent_allows_is_concerned_by_the_delta_from_nothing() throws IOException {
        var allowed = 0;
        for (var asked : Sample.read()) {
            var compared = ComparedBundles.of(null, PolicyBundle.of(Sample.documents(asked.documents())));
            if (compared.delta().notAnalysable() != null) {
                continue;
            }
            for (int i = 0; i < asked.requests().size(); i++) {
                if (isAllow(asked.answers().get(i))) {
                    allowed++;
                    var request = JsonMapper.shared().readValue(asked.requests().get(i), OBJECT);
                    assertThat(compared.isConcerned(PolicyInput.from(request)))
                            .as("%s under %s", request, asked.documents())
                            .isTrue();
                }
            }
        }
        assertThat(allowed).isGreaterThan(100);
    }

    private static boolean isAllow(Object answer) {
        return answer instanceof Map<?, ?> result && "allow".equals(result.get("decision"));
    }
}
