package dev.edict.decision.oracle;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The kept answers of the Open Policy Agent. */
public final class Sample {
    private static final Path KEPT = Path.of("src/test/resources/oracle/answers.jsonl");

    private Sample() {}

    /**
     * A bundle and what was asked under it.
     *
     * @param requests as JSON texts
     * @param answers the agent's result where the two agree, and the kind of ours where they have a reason not to
     */
    public record Asked(List<String> documents, List<String> requests, List<Object> answers) {}

    static int size() throws IOException {
        return read().stream().mapToInt(asked -> asked.answers().size()).sum();
    }

    /** The first question to which the embedded engine has another answer; empty without one. */
    public static String firstDifference() throws IOException {
        for (var asked : read()) {
            var bundle = PolicyBundle.of(documents(asked.documents()));
            for (int i = 0; i < asked.requests().size(); i++) {
                var ours = Answers.Ours.to(asked.requests().get(i), bundle);
                var answer = asked.answers().get(i);
                if (!(answer instanceof String kind ? ours.kind().equals(kind) : ours.agreesWith(answer))) {
                    return "%s, and not %s, to %s under %s"
                            .formatted(ours, answer, asked.requests().get(i), asked.documents());
                }
            }
        }
        return "";
    }

    /** Every bundle that was asked. */
    public static List<Asked> read() throws IOException {
        return Files.readAllLines(KEPT).stream()
                .map(line -> JsonMapper.shared().readValue(line, Asked.class))
                .toList();
    }

    /** The documents with the names that the answers were given under. */
    public static List<PolicyDocument> documents(List<String> contents) {
        var documents = new ArrayList<PolicyDocument>();
        contents.forEach(content -> documents.add(new PolicyDocument("d" + documents.size(), content)));
        return documents;
    }
}
