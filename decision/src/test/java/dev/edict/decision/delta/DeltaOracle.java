package dev.edict.decision.delta;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.oracle.BundleCases;
import dev.edict.decision.oracle.PolicyAgent;
import dev.edict.decision.oracle.RequestCases;
import dev.edict.decision.oracle.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the delta of random bundles to the Open Policy Agent: each witness is decided differently by it, and each request
 * that it decides differently is concerned by a change; {@code mvn verify -Poracle}. Bundles that cannot be sealed, and
 * requests on which the agent fails, are left out.
 */
final class DeltaOracle {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int REQUESTS = 20;
    private static final int MOST_WITNESSES = 40;
    private static final int SHOWN = 10;

    private final PolicyAgent agent;
    private int pairs;
    private int witnesses;
    private int changed;
    private int differences;

    private DeltaOracle(PolicyAgent agent) {
        this.agent = agent;
    }

    /** Takes the path of the built oracle, and how many pairs. */
    public static void main(String[] args) throws IOException {
        DeltaOracle oracle;
        try (var agent = PolicyAgent.start(args[0])) {
            oracle = new DeltaOracle(agent);
            for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
                oracle.compare(seed);
            }
        }
        System.out.printf(
                "%d pairs of bundles, %d witnesses, %d other requests with another access, %d differences%n",
                oracle.pairs, oracle.witnesses, oracle.changed, oracle.differences);
        if (oracle.differences > 0 || oracle.witnesses == 0 || oracle.changed == 0) {
            System.exit(1);
        }
    }

    private void compare(int seed) throws IOException {
        var random = new Random(seed);
        var words = Words.of(random);
        var pair = new BundleCases(random, words).pair();
        if (pair.stream().anyMatch(DeltaOracle::isRefused)) {
            return;
        }
        var compared = ComparedBundles.of(PolicyBundle.of(pair.get(0)), PolicyBundle.of(pair.get(1)));
        if (compared.delta().notAnalysable() != null) {
            return;
        }
        pairs++;
        var named = compared.witnesses().stream().limit(MOST_WITNESSES).toList();
        var requests = new ArrayList<String>();
        named.forEach(witness -> requests.add(JsonMapper.shared().writeValueAsString(witness.input("z"))));
        Stream.generate(new RequestCases(words)::text).limit(REQUESTS).forEach(requests::add);
        var before = agent.ask(pair.get(0), requests);
        var after = agent.ask(pair.get(1), requests);
        for (int i = 0; i < requests.size(); i++) {
            var was = access(PolicyAgent.value(before, i));
            var is = access(PolicyAgent.value(after, i));
            if (was != null && is != null) {
                judge(compared, requests.get(i), i < named.size(), was.equals(is), pair);
            }
        }
    }

    private void judge(
            ComparedBundles compared,
            String request,
            boolean isWitness,
            boolean isSame,
            List<List<PolicyDocument>> pair) {
        if (isWitness) {
            witnesses++;
        }
        var isWrong = isWitness ? isSame : !isSame && !isConcerned(compared, request);
        changed += !isWitness && !isSame ? 1 : 0;
        if (isWrong && ++differences <= SHOWN) {
            System.out.printf(
                    "%s %s%n%s%n",
                    isWitness ? "NO WITNESS" : "NOT CONCERNED",
                    request,
                    compared.delta().summary());
            pair.forEach(documents -> documents.forEach(document -> System.out.println(document.content())));
        }
    }

    private static boolean isConcerned(ComparedBundles compared, String request) {
        try {
            return compared.isConcerned(PolicyInput.from(JsonMapper.shared().readValue(request, OBJECT)));
        } catch (InvalidPolicyInput e) {
            // The agent reads more than we accept; what we refuse, no delta can name.
            return true;
        }
    }

    private static boolean isRefused(List<PolicyDocument> documents) {
        return PolicyCheck.bundle(documents, PolicyLanguage.LITERAL).hasErrors();
    }

    /** Denied, or allowed with the approvals that are needed; null if the agent failed. */
    private static @Nullable Object access(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> result)) {
            return null;
        }
        if (!"allow".equals(result.get("decision"))) {
            return "deny";
        }
        return ((List<?>) Objects.requireNonNull(result.get("diagnostics")))
                .stream()
                        .filter(diagnostic ->
                                diagnostic instanceof Map<?, ?> object && object.containsKey("step_up_required"))
                        .findFirst()
                        .<Object>map(diagnostic -> diagnostic)
                        .orElse("allow");
    }
}
