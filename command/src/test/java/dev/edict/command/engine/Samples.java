package dev.edict.command.engine;

import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sample documents, inputs and responses. */
final class Samples {

    static final String GATEWAY_KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba9876543210";

    static final PolicyDocument BINDINGS = new PolicyDocument(
            "pv-1",
            "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\napp_ids := {\"ledger\": \"app-1\"}\n");
    static final PolicyDocument GRANTS = new PolicyDocument(
            "pv-2", "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\ngrants := {}\n");

    static final String ALLOW =
            """
            {"result":{"decision":"allow","evaluation_status":"complete",
            "determining_policies":[{"policy":"caracal-bootstrap"}],"diagnostics":null}}""";

    private Samples() {}

    static PolicyInput input() {
        return input("app-1");
    }

    static PolicyInput input(String principal) {
        return PolicyInput.from(Map.of(
                "principal", Map.of("type", "Application", "id", principal, "zone_id", "z1"),
                "resource", Map.of("type", "Resource", "id", "r1", "identifier", "ledger://main", "scopes", List.of()),
                "action", Map.of("id", "TokenExchange"),
                "context", Map.of("requested_scopes", List.of("agent:lifecycle"))));
    }

    static List<PolicyInput> inputs(int count) {
        return IntStream.range(0, count).mapToObj(i -> input("app-" + i)).toList();
    }

    static String reason(Evaluation evaluation) {
        return evaluation instanceof Evaluation.NotExecuted not ? not.reason() : "decided: " + evaluation;
    }

    static List<String> reasons(List<Evaluation> evaluations) {
        return evaluations.stream().map(Samples::reason).toList();
    }
}
