package dev.edict.decision.oracle;

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
import tools.jackson.databind.json.JsonMapper;

/** The kept answers of the Open Policy Agent. */
public final class Sample {
    private static final Path KEPT = Path.of("src/test/resources/oracle/answers.jsonl");

    private Sample() {}

    private record Asked(List<String> documents, List<Map<String, Object>> inputs, List<Object> answers) {}

    static int size() throws IOException {
        return read().stream().mapToInt(asked -> asked.answers().size()).sum();
    }

    /** The first question to which the embedded engine has another answer; empty without one. */
    public static String firstDifference() throws IOException {
        for (var asked : read()) {
            var bundle = PolicyBundle.of(documents(asked.documents()));
            for (int i = 0; i < asked.inputs().size(); i++) {
                var evaluation = bundle.decide(PolicyInput.from(asked.inputs().get(i)));
                var answer = asked.answers().get(i);
                if (!agrees(evaluation, answer)) {
                    return "%s, and not %s, to %s under %s"
                            .formatted(evaluation, answer, asked.inputs().get(i), asked.documents());
                }
            }
        }
        return "";
    }

    private static List<Asked> read() throws IOException {
        return Files.readAllLines(KEPT).stream()
                .map(line -> JsonMapper.shared().readValue(line, Asked.class))
                .toList();
    }

    /** Of a corner, and of what the other could not answer, the name is kept. */
    private static boolean agrees(Evaluation evaluation, Object answer) {
        return answer instanceof String kind
                ? Answers.kind(evaluation).equals(kind)
                : !Answers.isCorner(evaluation) && Answers.agree(evaluation, answer);
    }

    private static List<PolicyDocument> documents(List<String> contents) {
        var documents = new ArrayList<PolicyDocument>();
        contents.forEach(content -> documents.add(new PolicyDocument("d" + documents.size(), content)));
        return documents;
    }
}
