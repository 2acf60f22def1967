package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bundle and what was asked under it, at random; kept by the module {@code decision}.
 *
 * @param requests as JSON texts
 * @param answers of the Open Policy Agent, as a library; of the corners in which Edict is stricter, only their names
 */
record KeptQuestions(List<String> documents, List<String> requests, List<Object> answers) {

    private static final Path KEPT = Path.of("../decision/src/test/resources/oracle/answers.jsonl");

    /** The decision contract they were asked under. */
    static final Path CONTRACT = Path.of("../decision/src/main/resources/dev/edict/decision/contract.rego");

    static List<KeptQuestions> all() {
        try {
            return Files.readAllLines(KEPT).stream()
                    .map(line -> JsonMapper.shared()
                            .readValue(line, KeptQuestions.class)
                            .withoutRefused())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<PolicyDocument> bundle() {
        var bundle = new ArrayList<PolicyDocument>();
        documents.forEach(content -> bundle.add(new PolicyDocument("d" + bundle.size(), content)));
        return bundle;
    }

    List<PolicyInput> questions() {
        return requests.stream().map(KeptQuestions::input).toList();
    }

    @SuppressWarnings("unchecked") // a JSON object
    private static PolicyInput input(String request) {
        return PolicyInput.from(JsonMapper.shared().readValue(request, Map.class));
    }

    /** Only the requests that Edict decides. */
    private KeptQuestions withoutRefused() {
        var decided = IntStream.range(0, requests.size())
                .filter(i -> !(answers.get(i) instanceof String kind && kind.startsWith("refused: ")))
                .boxed()
                .toList();
        return new KeptQuestions(
                documents,
                decided.stream().map(requests::get).toList(),
                decided.stream().map(answers::get).toList());
    }

    /** Whether Edict denies it with a reason of its own, and OPA fails or allows it. */
    boolean isCorner(int question) {
        return answers.get(question) instanceof String;
    }
}
