package dev.edict.decision.oracle;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Open Policy Agent, behind the types of a token service, and the embedded engine the same questions, and reports how
 * often which row was hit; fails if an answer differs without a reason, or a row was hit too rarely; {@code mvn verify -Poracle}.
 */
public final class Oracle {
    private static final int SHOWN = 20;
    private static final int REQUESTS = 40;
    private static final int SAMPLED_BUNDLES = 100;
    private static final int SAMPLED_REQUESTS = 20;

    /** A row that was asked about less often is not shown to be answered alike. */
    private static final int FEWEST_HITS = 500;

    private static final List<String> ROWS = List.of(
            "allow caracal-bootstrap",
            "allow caracal-APP-mint",
            "allow caracal-APP-mint with 1 diagnostics",
            "allow caracal-APP-mint with 2 diagnostics",
            "allow caracal-APP-use",
            "allow caracal-workload-mint",
            "allow caracal-workload-mint with 1 diagnostics",
            "allow caracal-workload-mint with 2 diagnostics",
            "deny confinement_violation",
            "deny delegation_scope_exceeded",
            "deny malformed_approval_data",
            "deny malformed_risk_data",
            "deny mandate_target_mismatch",
            "deny no_rule_matched",
            "deny resource_not_granted",
            "deny restriction_active",
            "deny role_scope_mismatch");

    private final PolicyAgent agent;
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private int unfoundedAllows;
    private int differences;

    private Oracle(PolicyAgent agent) {
        this.agent = agent;
    }

    /** Takes the path of the built oracle, how many bundles, and, optionally, where to write a sample of the answers. */
    public static void main(String[] args) throws Exception {
        boolean sound;
        try (var agent = PolicyAgent.start(args[0])) {
            var oracle = new Oracle(agent);
            sound = oracle.reproducesReference();
            oracle.run(Integer.parseInt(args[1]), args.length > 2 ? Path.of(args[2]) : null);
            sound &= oracle.differences == 0 && oracle.hitsEveryRow();
        }
        if (!sound) {
            System.exit(1);
        }
    }

    /** The contract of the tests is worth what it reproduces of the answers of the original. */
    private boolean reproducesReference() throws IOException {
        boolean reproduced = true;
        var cases = ReferenceCase.all();
        for (var asked : cases) {
            var value = PolicyAgent.value(agent.ask(asked.documents(), List.of(asked.request())), 0);
            boolean alike = asked.isComplete() ? Answers.areEqual(asked.answer(), value) : value == null;
            if (!alike) {
                System.out.printf("NOT REPRODUCED %s: %s, and not %s%n", asked, value, asked.answer());
                reproduced = false;
            }
        }
        System.out.printf(
                "%d answers of the original are asked for, %s%n",
                cases.size(), reproduced ? "all the same" : "not all the same");
        return reproduced;
    }

    private void run(int bundles, @Nullable Path sample) throws IOException {
        var sampled = new ArrayList<String>();
        for (int seed = 0; seed < bundles; seed++) {
            var random = new Random(seed);
            var words = Words.of(random);
            var documents = new BundleCases(random, words).documents();
            var requests = Stream.generate(new RequestCases(words)::text)
                    .limit(REQUESTS)
                    .toList();
            var answers = compare(documents, requests);
            if (seed < SAMPLED_BUNDLES) {
                sampled.add(PolicyAgent.JSON.writeValueAsString(new Sample.Asked(
                        contents(documents),
                        requests.subList(0, SAMPLED_REQUESTS),
                        answers.subList(0, SAMPLED_REQUESTS))));
            }
        }
        if (sample != null) {
            Files.write(sample, sampled);
        }
        print(bundles);
    }

    private List<Object> compare(List<PolicyDocument> documents, List<String> requests) throws IOException {
        var answer = agent.ask(documents, requests);
        var bundle = PolicyBundle.of(documents);
        var refusals = PolicyCheck.bundle(documents, PolicyLanguage.LITERAL).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .toList();
        var answers = new ArrayList<Object>();
        for (int i = 0; i < requests.size(); i++) {
            var ours = Answers.Ours.to(requests.get(i), bundle);
            var value = PolicyAgent.value(answer, i);
            var verdict = Answers.verdict(ours, refusals, value);
            verdicts.merge(verdict, 1, Integer::sum);
            unfoundedAllows += Answers.isUnfoundedAllow(verdict) ? 1 : 0;
            if (Answers.isDifference(verdict) && ++differences <= SHOWN) {
                System.out.printf(
                        "%s%n%s%n%s%n  ours   %s%n  theirs %s%n",
                        verdict,
                        String.join("----\n", contents(documents)),
                        requests.get(i),
                        ours,
                        answer.has("results") ? answer.path("results").path(i) : answer);
            }
            answers.add(value == null || !ours.agreesWith(value) ? ours.kind() : value);
        }
        return answers;
    }

    private static List<String> contents(List<PolicyDocument> documents) {
        return documents.stream().map(PolicyDocument::content).toList();
    }

    private boolean hitsEveryRow() {
        var missed = ROWS.stream()
                .filter(row -> verdicts.getOrDefault("alike: " + row, 0) < FEWEST_HITS)
                .toList();
        missed.forEach(row -> System.out.printf("asked about less than %d times: %s%n", FEWEST_HITS, row));
        return missed.isEmpty();
    }

    private void print(int bundles) {
        System.out.printf(
                "%d bundles, %d questions, %d allowed that the contract does not allow, %d unexplained differences%n",
                bundles, bundles * REQUESTS, unfoundedAllows, differences - unfoundedAllows);
        verdicts.forEach((verdict, count) -> System.out.printf("%9d  %s%n", count, verdict));
    }
}
