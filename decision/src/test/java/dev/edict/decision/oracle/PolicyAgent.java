package dev.edict.decision.oracle;

import dev.edict.decision.PolicyDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Open Policy Agent with the contract, behind the types of a token service, as a process that is asked line by line. */
public final class PolicyAgent implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Path CONTRACT = Path.of("src/main/resources/dev/edict/decision/contract.rego");

    private final Process process;
    private final Writer to;
    private final BufferedReader from;

    private PolicyAgent(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Takes the path of the built program. */
    public static PolicyAgent start(String program) throws IOException {
        return new PolicyAgent(new ProcessBuilder(program, CONTRACT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The answers to all requests under a bundle. */
    public JsonNode ask(List<PolicyDocument> documents, List<String> requests) throws IOException {
        var contents = documents.stream().map(PolicyDocument::content).toList();
        to.write(JSON.writeValueAsString(Map.of("documents", contents, "requests", requests)) + "\n");
        to.flush();
        return JSON.readTree(from.readLine());
    }

    /** The result of one request; null if the agent failed. */
    public static @Nullable Object value(JsonNode answers, int i) {
        var result = answers.path("results").path(i);
        return result.has("value") && !result.has("error")
                ? JSON.treeToValue(result.path("value"), Object.class)
                : null;
    }

    @Override
    public void close() throws IOException {
        to.close();
        from.close();
        process.onExit().join();
    }
}
