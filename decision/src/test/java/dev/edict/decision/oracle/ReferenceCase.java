package dev.edict.decision.oracle;

import dev.edict.decision.PolicyDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One case of a kind, and what the contract's own rules answer to it on OPA 1.19, behind the types of a token service.
 *
 * @param request as JSON
 * @param answer the result; an object without {@code decision} where a token service answers an error
 */
public record ReferenceCase(String name, List<PolicyDocument> documents, String request, Map<String, Object> answer) {
    private static final Path CASES = Path.of("src/test/resources/cases/decision");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** All that are kept. */
    public static List<ReferenceCase> all() throws IOException {
        try (var files = Files.list(CASES)) {
            return files.sorted().map(ReferenceCase::read).toList();
        }
    }

    private static ReferenceCase read(Path file) {
        try {
            var json = JSON.readTree(Files.readString(file));
            var documents = new ArrayList<PolicyDocument>();
            json.path("documents")
                    .forEach(text -> documents.add(new PolicyDocument("d" + documents.size(), text.asString())));
            return new ReferenceCase(
                    json.path("name").asString(),
                    documents,
                    json.path("input_text").asString(),
                    object(json.path("reference_answer").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON object, read as requests over HTTP are. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String json) {
        return JSON.readValue(json, Map.class);
    }

    /** Whether a token service answers at all. */
    public boolean isComplete() {
        return answer.containsKey("decision");
    }

    @Override
    public String toString() {
        return name;
    }
}
