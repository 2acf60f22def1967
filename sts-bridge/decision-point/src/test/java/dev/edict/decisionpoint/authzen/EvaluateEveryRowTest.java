package dev.edict.decisionpoint.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decisionpoint.Policies;
import dev.edict.decisionpoint.ReplicaOfTests;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** Every row of the contract's decision table (contract §8.5), asked by AuthZEN. */
class EvaluateEveryRowTest {

    private static final String ALLOWED = "allowed";
    private static final String HOLD = "step_up_required";
    private static final String LEDGER = "resource://ledger";

    private static final ReplicaOfTests REPLICA = ReplicaOfTests.with(Map.of(
            "ledger", List.of(Policies.LEDGER),
            "ungoverned", List.of(),
            "frozen", List.of(Policies.LEDGER, Policies.document("restrict := {\"incident\"}")),
            "confined",
                    List.of(
                            Policies.LEDGER,
                            Policies.document("confinement := [{\"label_prefix\": \"tel\", \"scopes\": [\"read\"]}]")),
            "bad-risk", List.of(Policies.UNPRICED, Policies.document("risk := [{\"scope\": \"pay\"}]")),
            "bad-approval", List.of(Policies.UNPRICED, Policies.document("approval_tiers := [{\"tier\": 7}]"))));

    private final EvaluationController controller =
            new EvaluationController(REPLICA.point(DecisionRecorder.NONE), PolicyInputMappings.none());

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    private record Row(String row, String zoneId, Request request, String expected) {

        @Override
        public String toString() {
            return "%s: %s".formatted(row, expected);
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("0, workload", "ungoverned", workload(), "no_active_policy_set"),
                new Row("0, mint", "ungoverned", mint("read"), "no_active_policy_set"),
                new Row("1", "frozen", mint("read"), "restriction_active"),
                new Row("1, bootstrap", "frozen", bootstrap(), "restriction_active"),
                new Row("2", "ledger", bootstrap(), ALLOWED),
                new Row("3", "ledger", bootstrap().by("app-2"), "no_rule_matched"),
                new Row("4, mint", "bad-risk", mint("read"), "malformed_risk_data"),
                new Row("4, workload", "bad-risk", workload(), "malformed_risk_data"),
                new Row("5", "bad-approval", mint("read"), "malformed_approval_data"),
                new Row("6", "ledger", mint("read").by("app-2"), "resource_not_granted"),
                new Row("6, resource", "ledger", mint("read").of("resource://vault"), "resource_not_granted"),
                new Row("7", "ledger", mint("pay").within("read"), "delegation_scope_exceeded"),
                new Row("8", "confined", mint("pay"), "confinement_violation"),
                new Row("9", "ledger", mint("read").labelled("auditor"), "role_scope_mismatch"),
                new Row("10", "ledger", mint("read"), ALLOWED),
                new Row("10, hold", "ledger", mint("pay"), HOLD),
                new Row("11", "ledger", workload(), ALLOWED),
                new Row("11, hold", "ledger", workload("pay"), HOLD),
                new Row("12", "ledger", use("read", "resource://vault"), "mandate_target_mismatch"),
                new Row("13", "ledger", use("read", LEDGER).by("app-2"), "resource_not_granted"),
                new Row("14", "ledger", use("write", LEDGER), "role_scope_mismatch"),
                new Row("15", "ledger", use("read pay", LEDGER), ALLOWED),
                new Row("15, bad risk", "bad-risk", use("read", LEDGER), ALLOWED),
                new Row("16", "ledger", new Request("TokenExchange", List.of("read")), "no_rule_matched"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void has_the_decision_of_the_contract(Row row) {
        var answer = controller.evaluation(
                row.zoneId(),
                JsonMapper.shared().writeValueAsBytes(row.request().json()),
                json());

        assertThat(answer.decision()).isEqualTo(row.expected().equals(ALLOWED));
        assertThat(answer.context()).isNotNull().satisfies(context -> assertThat(
                        context.getOrDefault("reason", ALLOWED))
                .isEqualTo(row.expected()));
    }

    private static MockHttpServletRequest json() {
        var request = new MockHttpServletRequest() {
            @Override
            public String getRequestId() {
                return "request-1";
            }
        };
        request.setContentType("application/json");
        return request;
    }

    private static Request bootstrap() {
        return new Request("TokenExchange", List.of("agent:lifecycle"));
    }

    private static Request mint(String scope) {
        return new Request("TokenExchange", List.of(scope)).within("read", "pay", "write");
    }

    private static Request workload(String... scopes) {
        return new Request("CredentialInjection", List.of(scopes)).as("Workload");
    }

    private static Request use(String scope, String target) {
        var request = new Request("TokenExchange", List.of());
        request.context.put(
                "subject_claims", Map.of("delegation_edge_id", "e-1", "scope", scope, "target", List.of(target)));
        return request;
    }

    /** An AuthZEN request, by default of a teller of application {@code app-1} for the ledger. */
    private static final class Request {
        private final String action;
        private final List<String> scopes;
        private final Map<String, Object> context = new LinkedHashMap<>();
        private String type = "Application";
        private String principal = "app-1";
        private String label = "teller";
        private String resource = LEDGER;

        private Request(String action, List<String> scopes) {
            this.action = action;
            this.scopes = scopes;
        }

        Request as(String other) {
            type = other;
            return this;
        }

        Request by(String other) {
            principal = other;
            return this;
        }

        Request labelled(String other) {
            label = other;
            return this;
        }

        Request of(String other) {
            resource = other;
            return this;
        }

        Request within(String... delegated) {
            context.put("agent_session_id", "s-1");
            context.put("delegation_edge", Map.of("id", "e-1", "scopes", List.of(delegated)));
            return this;
        }

        Map<String, Object> json() {
            return new HashMap<>(Map.of(
                    "subject",
                    Map.of("type", type, "id", principal, "properties", Map.of("labels", List.of(label))),
                    "action",
                    Map.of("name", action, "properties", Map.of("scopes", scopes)),
                    "resource",
                    Map.of("type", "Resource", "id", resource),
                    "context",
                    context,
                    "options",
                    Map.of("reasons", true)));
        }
    }
}
