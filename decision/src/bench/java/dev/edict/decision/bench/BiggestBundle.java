package dev.edict.decision.bench;

import dev.edict.decision.PolicyDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * As much as a sealed bundle can hold: the six documents once each, with 50,000 tuples of resource, label and scope; and
 * mints under it, of which some are granted.
 */
final class BiggestBundle {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String SCOPES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";
    private static final int RESOURCES = 1_000;
    private static final int INPUTS = 1_000;

    static final int TUPLES = RESOURCES * SCOPES.length();

    private BiggestBundle() {}

    static List<PolicyDocument> documents() {
        var documents = new ArrayList<PolicyDocument>();
        rules().forEach(rule -> documents.add(new PolicyDocument("d" + documents.size(), HEAD + rule + "\n")));
        return documents;
    }

    private static List<String> rules() {
        var scopes = SCOPES.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(","));
        var grants = IntStream.range(0, RESOURCES)
                .mapToObj(n -> "\"r%d\":{\"application\":\"b%d\",\"roles\":{\"l\":[%s]}}".formatted(n, n % 10, scopes))
                .collect(Collectors.joining(",", "grants := {", "}"));
        var bindings = IntStream.range(0, 10)
                .mapToObj(n -> "\"b%d\": \"app-%d\"".formatted(n, n))
                .collect(Collectors.joining(",", "app_ids := {", "}"));
        return List.of(
                grants,
                bindings,
                "confinement := [{\"label_prefix\": \"x\", \"scopes\": [\"a\"]}]",
                "restrict := {}",
                "risk := [{\"scope\": \"a\", \"tier\": \"high\"}]",
                "approval_tiers := [{\"tier\": \"high\"}]");
    }

    /** The same ones each time. */
    static List<Map<String, Object>> inputs() {
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
