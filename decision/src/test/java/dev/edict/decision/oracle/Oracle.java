package dev.edict.decision.oracle;

import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.PolicyInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the Open Policy Agent and the embedded engine the same questions, and reports how often which row was hit; fails if an
 * answer differs, or a row was hit too rarely; {@code mvn verify -Poracle}.
 */
public final class Oracle {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path HOME = Path.of("src/test/oracle");
    private static final int SHOWN = 20;
    private static final int INPUTS = 20;
    private static final int SAMPLED_BUNDLES = 100;

    /** A row that was asked about less often is not shown to be answered alike. */
    private static final int FEWEST_HITS = 500;

    private final Map<String, Integer> hits = new TreeMap<>();
    private final Map<String, Integer> corners = new TreeMap<>();
    private int differences;

    private Oracle() {}

    /** Takes the path of the built oracle, how many bundles, and, optionally, where to write a sample of the answers. */
    public static void main(String[] args) throws Exception {
        var oracle = new Oracle();
        oracle.run(Path.of(args[0]), Integer.parseInt(args[1]), args.length > 2 ? Path.of(args[2]) : null);
        if (oracle.differences > 0 || oracle.hits.values().stream().anyMatch(count -> count < FEWEST_HITS)) {
            System.exit(1);
        }
    }

    private void run(Path program, int bundles, @Nullable Path sample) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        program.toString(), HOME.resolve("contract.rego").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var sampled = new ArrayList<String>();
        try (var to = process.outputWriter(StandardCharsets.UTF_8);
                var from = process.inputReader(StandardCharsets.UTF_8)) {
            for (int seed = 0; seed < bundles; seed++) {
                var asked = ask(new Cases(seed), to, from);
                if (seed < SAMPLED_BUNDLES) {
                    sampled.add(JSON.writeValueAsString(asked));
                }
            }
        }
        process.waitFor();
        if (sample != null) {
            Files.write(sample, sampled);
        }
        print(bundles);
    }

    private Map<String, Object> ask(Cases cases, Writer to, BufferedReader from) throws IOException {
        var documents = cases.documents();
        var inputs = Stream.generate(cases::input).limit(INPUTS).toList();
        var task = new LinkedHashMap<String, Object>();
        task.put("documents", documents.stream().map(PolicyDocument::content).toList());
        task.put("inputs", inputs);
        to.write(JSON.writeValueAsString(task) + "\n");
        to.flush();
        var answer = JSON.readTree(from.readLine());
        var bundle = PolicyBundle.of(documents);
        var answers = new ArrayList<Object>();
        for (int i = 0; i < inputs.size(); i++) {
            var evaluation = bundle.decide(PolicyInput.from(inputs.get(i)));
            var other = answer.path("results").path(i).path("value");
            var value = other.isMissingNode() ? null : JSON.treeToValue(other, Map.class);
            if (!Answers.agree(evaluation, value)) {
                differences++;
                show(
                        documents,
                        inputs.get(i),
                        evaluation,
                        String.valueOf(
                                answer.has("results") ? answer.path("results").path(i) : answer));
            }
            (Answers.isCorner(evaluation) ? corners : hits).merge(Answers.kind(evaluation), 1, Integer::sum);
            answers.add(value == null || Answers.isCorner(evaluation) ? Answers.kind(evaluation) : value);
        }
        task.put("answers", answers);
        return task;
    }

    private void show(List<PolicyDocument> documents, Map<String, Object> input, Evaluation ours, String theirs) {
        if (differences <= SHOWN) {
            System.out.printf("DIFFERENT%n%s%n%s%n  ours   %s%n  theirs %s%n", documents, input, ours, theirs);
        }
    }

    private void print(int bundles) {
        System.out.printf(
                "%d bundles, %d questions, %d unexplained differences%n", bundles, bundles * INPUTS, differences);
        hits.forEach((kind, count) -> System.out.printf("%9d  %s%n", count, kind));
        System.out.println("named corners, where the embedded engine denies and the other fails or lets pass:");
        corners.forEach((kind, count) -> System.out.printf("%9d  %s%n", count, kind));
    }
}
