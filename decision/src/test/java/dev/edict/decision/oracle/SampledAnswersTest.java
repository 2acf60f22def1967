package dev.edict.decision.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.PolicyInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** 2,000 answers of the Open Policy Agent, kept from a run of {@link Oracle}. */
class SampledAnswersTest {
    private static final Path SAMPLE = Path.of("src/test/resources/oracle/answers.jsonl");

    private record Asked(List<String> documents, List<Map<String, Object>> inputs, List<Object> answers) {}

    @Test
    void the_embedded_engine_answers_as_the_policy_agent_did() throws IOException {
        int compared = 0;
        for (var line : Files.readAllLines(SAMPLE)) {
            var asked = JsonMapper.shared().readValue(line, Asked.class);
            var bundle = PolicyBundle.of(documents(asked.documents()));
            for (int i = 0; i < asked.inputs().size(); i++) {
                var evaluation = bundle.decide(PolicyInput.from(asked.inputs().get(i)));
                var answer = asked.answers().get(i);
                assertThat(agrees(evaluation, answer))
                        .as("%s to %s under %s: %s", evaluation, asked.inputs().get(i), asked.documents(), answer)
                        .isTrue();
                compared++;
            }
        }
        assertThat(compared).isEqualTo(2_000);
    }

    private static boolean agrees(Evaluation evaluation, Object answer) {
        return answer instanceof String failed
                ? Answers.kind(evaluation).equals(failed)
                : !Answers.isCorner(evaluation) && Answers.agree(evaluation, answer);
    }

    private static List<PolicyDocument> documents(List<String> contents) {
        var documents = new ArrayList<PolicyDocument>();
        contents.forEach(content -> documents.add(new PolicyDocument("d" + documents.size(), content)));
        return documents;
    }
}
