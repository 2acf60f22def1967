package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.ApiDocument.Operation;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Admin API, with each response validated against the document; the first of each kind is kept as an example. */
final class DescribedApi extends Api {

    private static final Pattern ASKED = Pattern.compile("[?&]([^=&]+)=");

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
    DescribedApi withToken(@Nullable String other) {
        return new DescribedApi(port, other, document, recorded);
    }

    /** The same API as another Edict has it. */
    DescribedApi of(Edict other) {
        return new DescribedApi(other.port(), other.token(), document, recorded);
    }

    @Override
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var answer = super.send(method, path, body, headers);
        var operation = document.called(method, path);
        document.check(operation, path, answer);
        synchronized (recorded) {
            if (!operation.codes(answer.status()).isEmpty()) {
                recorded.keepFailure(operation, answer);
            } else {
                assertThat(queries(operation)).as(operation.name()).containsAll(asked(path));
                recorded.keepSuccess(operation, body, answer);
            }
        }
        return answer;
    }

    private static Set<String> asked(String path) {
        var names = new TreeSet<String>();
        ASKED.matcher(path).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static Set<String> queries(Operation operation) {
        var names = new TreeSet<String>();
        operation.json().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString("").equals("query")) {
                names.add(parameter.get("name").asString());
            }
        });
        return names;
    }

    /** Operations that were answered with success. */
    Set<String> answered() {
        return new TreeSet<>(recorded.operations.entrySet().stream()
                .filter(operation -> operation.getValue().has("answers"))
                .map(Map.Entry::getKey)
                .toList());
    }

    /** Codes with the kind of request that was refused, e.g. {@code busy read_problem}. */
    Set<String> refused() {
        var refused = new TreeSet<String>();
        recorded.failures.forEach(
                (code, kinds) -> kinds.propertyNames().forEach(kind -> refused.add(code + " " + kind)));
        return refused;
    }

    /** The first response of an operation with a code; missing if there was none. */
    JsonNode failure(Operation operation, String code) {
        var kept = recorded.operations.get(operation.id());
        return kept == null
                ? JsonNodeFactory.instance.missingNode()
                : kept.path("failures").path(code);
    }

    /** The recorded examples, with earlier ones of errors that cannot be provoked. */
    ObjectNode examples(JsonNode before, Set<String> unprovokable) {
        var examples = JsonMapper.shared().createObjectNode();
        var operations = examples.putObject("operations");
        recorded.operations.forEach(operations::set);
        var all = new TreeMap<String, ObjectNode>();
        recorded.failures.forEach((code, kinds) -> all.put(code, kinds.deepCopy()));
        for (var failure : unprovokable) {
            var parts = failure.split(" ", 2);
            all.computeIfAbsent(parts[0], unseen -> JsonMapper.shared().createObjectNode())
                    .set(parts[1], before.path("failures").path(parts[0]).path(parts[1]));
        }
        var failures = examples.putObject("failures");
        all.forEach(failures::set);
        return examples;
    }

    private static final class Recorded {

        private static final int LINES_OF_A_FILE = 3;
        private static final String DOCUMENT = "/openapi.json";

        private final Map<String, ObjectNode> operations = new TreeMap<>();
        private final Map<String, ObjectNode> failures = new TreeMap<>();

        private ObjectNode of(Operation operation) {
            return operations.computeIfAbsent(
                    operation.id(), unseen -> JsonMapper.shared().createObjectNode());
        }

        private ObjectNode common(String code) {
            return failures.computeIfAbsent(code, unseen -> JsonMapper.shared().createObjectNode());
        }

        void keepFailure(Operation operation, Answer answer) {
            var code = answer.text("error");
            of(operation).withObjectProperty("failures").putIfAbsent(code, answer.json());
            common(code).putIfAbsent(operation.kind(answer.status()), answer.json());
        }

        void keepSuccess(Operation operation, @Nullable String body, Answer answer) {
            var kept = of(operation);
            if (body != null) {
                kept.putIfAbsent("request", JsonMapper.shared().readTree(body));
            }
            var answers = kept.withObjectProperty("answers");
            var type = answer.headers().firstValue("content-type").orElse("none");
            if (type.equals("application/json") && !operation.path().equals(DOCUMENT)) {
                answers.putIfAbsent(String.valueOf(answer.status()), withoutSecret(answer.json()));
            } else if (type.startsWith("text/event-stream")) {
                answers.putIfAbsent(
                        answer.status() + " text/event-stream", JsonNodeFactory.instance.stringNode(answer.body()));
            } else if (answer.headers().firstValue("content-disposition").isPresent()) {
                answers.putIfAbsent(
                        answer.status() + " " + type.replaceFirst(";.*", ""),
                        JsonNodeFactory.instance.stringNode(beginning(answer.body())));
            }
        }

        private static String beginning(String file) {
            return String.join("\r\n", file.lines().limit(LINES_OF_A_FILE).toList());
        }

        private static JsonNode withoutSecret(JsonNode answer) {
            if (answer instanceof ObjectNode minted && minted.has("token")) {
                minted.put("token", "cat_" + "0".repeat(43));
            }
            return answer;
        }
    }
}
