package dev.edict.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Admin API, every answer of which is held against the document; the first of each kind is kept as an example. */
final class DescribedApi extends Api {

    private final int port;
    private final ApiDocument document;
    private final Recorded recorded;

    DescribedApi(int port, String token, ApiDocument document) {
        this(port, token, document, new Recorded());
    }

    private DescribedApi(int port, @Nullable String token, ApiDocument document, Recorded recorded) {
        super(port, token);
        this.port = port;
        this.document = document;
        this.recorded = recorded;
    }

    @Override
    Api withToken(@Nullable String other) {
        return new DescribedApi(port, other, document, recorded);
    }

    @Override
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var answer = super.send(method, path, body, headers);
        var operation = document.called(method, path);
        document.check(operation, answer.status(), answer.body());
        if (answer.status() >= 400) {
            recorded.failures.putIfAbsent(answer.text("error"), answer.json());
        } else {
            recorded.keep(operation, body, answer);
        }
        return answer;
    }

    Set<String> answered() {
        return recorded.operations.keySet();
    }

    Set<String> refused() {
        return new TreeSet<>(recorded.failures.keySet());
    }

    /** What was seen, over what was known before of what cannot be provoked. */
    ObjectNode examples(JsonNode before) {
        var examples = JsonMapper.shared().createObjectNode();
        var operations = examples.putObject("operations");
        new TreeMap<>(recorded.operations).forEach(operations::set);
        var all = new TreeMap<String, JsonNode>();
        before.path("failures").forEachEntry(all::put);
        all.putAll(recorded.failures);
        var failures = examples.putObject("failures");
        all.forEach(failures::set);
        return examples;
    }

    private static final class Recorded {

        private final Map<String, JsonNode> operations = new LinkedHashMap<>();
        private final Map<String, JsonNode> failures = new LinkedHashMap<>();

        void keep(ApiDocument.Operation operation, @Nullable String body, Answer answer) {
            var example = JsonMapper.shared().createObjectNode();
            if (body != null) {
                example.set("request", JsonMapper.shared().readTree(body));
            }
            if (!answer.body().isEmpty()) {
                example.set("answer", withoutSecret(answer.json()));
            }
            operations.putIfAbsent(operation.id(), example);
        }

        private static JsonNode withoutSecret(JsonNode answer) {
            if (answer instanceof ObjectNode minted && minted.has("token")) {
                minted.put("token", "cat_" + "0".repeat(43));
            }
            return answer;
        }
    }
}
