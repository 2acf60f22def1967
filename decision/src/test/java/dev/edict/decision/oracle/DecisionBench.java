package dev.edict.decision.oracle;

import com.sun.management.ThreadMXBean;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.PolicyInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions per second on one core beside the Open Policy Agent's on the same bundle and inputs, one after the other in one
 * run; {@code mvn verify -Pbench}.
 */
public final class DecisionBench {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String SCOPES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";
    private static final int RESOURCES = 1_000;
    private static final int INPUTS = 1_000;
    private static final int SECONDS = 5;
    private static final int BATCH = 1_000;

    private DecisionBench() {}

    /** Takes the path of the built oracle. */
    public static void main(String[] args) throws Exception {
        var documents = documents();
        var json = inputs();
        var inputs = json.stream().map(PolicyInput::from).toList();
        var characters = documents.stream()
                .mapToInt(document -> document.content().length())
                .sum();
        System.out.printf(
                "a bundle of %d documents, %d characters, %d grant tuples; %d inputs, one core%n",
                documents.size(), characters, RESOURCES * SCOPES.length(), INPUTS);
        var bundle = compile(documents);
        run(bundle, inputs);
        var ours = run(bundle, inputs);
        var theirs = opa(Path.of(args[0]), documents, json);
        var perSecond = theirs.get("per_second").asDouble();
        System.out.printf(
                "embedded  %,12.0f decisions/s   p99 %8.2f us   %5.0f bytes allocated per decision%n",
                ours.perSecond(), ours.p99Micros(), ours.bytes());
        System.out.printf(
                "opa       %,12.0f decisions/s   p99 %8.2f us   (library, prepared query)%n",
                perSecond, theirs.get("p99_micros").asDouble());
        System.out.printf("ratio     %12.1f%n", ours.perSecond() / perSecond);
    }

    private record Run(double perSecond, double p99Micros, double bytes) {}

    private static PolicyBundle compile(List<PolicyDocument> documents) {
        for (int i = 0; i < 20; i++) {
            PolicyBundle.of(documents);
        }
        long before = allocated();
        long start = System.nanoTime();
        var bundle = PolicyBundle.of(documents);
        System.out.printf(
                "compiled in %.1f ms, %.1f MB allocated meanwhile%n",
                (System.nanoTime() - start) / 1e6, (allocated() - before) / 1e6);
        return bundle;
    }

    /** The time of each decision is the mean of a batch; a clock costs as much as a decision. */
    private static Run run(PolicyBundle bundle, List<PolicyInput> inputs) {
        var batches = new ArrayList<Double>();
        long before = allocated();
        long start = System.nanoTime();
        long allowed = 0;
        while (System.nanoTime() - start < SECONDS * 1_000_000_000L) {
            long began = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                if (bundle.decide(inputs.get(i % inputs.size())) instanceof Decided decided
                        && decided.decision().reason().isEmpty()) {
                    allowed++;
                }
            }
            batches.add((System.nanoTime() - began) / 1e3 / BATCH);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double count = (double) batches.size() * BATCH;
        double bytes = (allocated() - before) / count;
        if (allowed == 0 || allowed == count) {
            throw new IllegalStateException("some are allowed and some are not");
        }
        var sorted = batches.stream().mapToDouble(micros -> micros).sorted().toArray();
        return new Run(count / seconds, sorted[sorted.length * 99 / 100], bytes);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static JsonNode opa(Path program, List<PolicyDocument> documents, List<Map<String, Object>> inputs)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(program.toString(), "src/test/oracle/contract.rego")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("GOMAXPROCS", "1");
        var running = process.start();
        var task = new LinkedHashMap<String, Object>();
        task.put("documents", documents.stream().map(PolicyDocument::content).toList());
        task.put("inputs", inputs);
        task.put("bench", SECONDS);
        try (var to = running.outputWriter(StandardCharsets.UTF_8);
                var from = running.inputReader(StandardCharsets.UTF_8)) {
            to.write(JsonMapper.shared().writeValueAsString(task) + "\n");
            to.flush();
            return JsonMapper.shared().readTree(from.readLine());
        } finally {
            running.destroy();
            running.waitFor();
        }
    }

    private static List<PolicyDocument> documents() {
        var scopes = SCOPES.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(","));
        var grants = IntStream.range(0, RESOURCES)
                .mapToObj(n -> "\"r%d\":{\"application\":\"b%d\",\"roles\":{\"l\":[%s]}}".formatted(n, n % 10, scopes))
                .collect(Collectors.joining(",", "grants := {", "}"));
        var bindings = IntStream.range(0, 10)
                .mapToObj(n -> "\"b%d\": \"app-%d\"".formatted(n, n))
                .collect(Collectors.joining(",", "app_ids := {", "}"));
        var rules = List.of(
                grants,
                bindings,
                "confinement := [{\"label_prefix\": \"x\", \"scopes\": [\"a\"]}]",
                "restrict := {}",
                "risk := [{\"scope\": \"a\", \"tier\": \"high\"}]",
                "approval_tiers := [{\"tier\": \"high\"}]");
        var documents = new ArrayList<PolicyDocument>();
        rules.forEach(rule -> documents.add(new PolicyDocument("d" + documents.size(), HEAD + rule + "\n")));
        return documents;
    }

    private static List<Map<String, Object>> inputs() {
        var random = new Random(1);
        return IntStream.range(0, INPUTS).mapToObj(n -> input(random)).toList();
    }

    private static Map<String, Object> input(Random random) {
        int resource = random.nextInt(RESOURCES);
        var scope = String.valueOf(SCOPES.charAt(random.nextInt(SCOPES.length())));
        var owner = "app-" + (random.nextInt(4) == 0 ? 10 : resource % 10);
        return Map.of(
                "principal", Map.of("type", "Application", "id", owner, "zone_id", "z", "labels", List.of("l")),
                "resource", Map.of("identifier", "r" + resource),
                "action", Map.of("id", "TokenExchange"),
                "delegation_edge", Map.of("id", "e", "scopes", Arrays.asList(scope, "b")),
                "context", Map.of("requested_scopes", List.of(scope), "agent_session_id", "s"));
    }
}
