package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which members of an input each gate of each shape reads: without them it has no decision. */
class ExplainPartialInputTest {

    private static final String DOCUMENT =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"shop": "app-1"}

            grants := {"r1": {"application": "shop", "roles": {"reader": ["read"]}}}
            """;

    private static final PolicyBundle BUNDLE = bundle("");
    private static final PolicyBundle FROZEN = bundle("restrict := {\"incident\"}\n");

    private static PolicyBundle bundle(String more) {
        return PolicyBundle.of(List.of(new PolicyDocument("d0", DOCUMENT + more)));
    }

    private static PolicyInput input(String shape) {
        var principal = new HashMap<String, Object>(
                Map.of("type", "Application", "id", "app-1", "zone_id", "z", "labels", List.of("reader")));
        var context = new HashMap<String, Object>(Map.of("requested_scopes", List.of("read")));
        var input = new LinkedHashMap<String, Object>();
        var action = "TokenExchange";
        switch (shape) {
            case "bootstrap" -> context.put("requested_scopes", List.of("agent:lifecycle"));
            case "mint" -> {
                context.put("agent_session_id", "s");
                input.put("delegation_edge", Map.of("id", "e", "scopes", List.of("read")));
            }
            case "workload" -> {
                principal.put("type", "Workload");
                action = "CredentialInjection";
            }
            default -> {
                context.put("requested_scopes", List.of());
                context.put(
                        "subject_claims", Map.of("delegation_edge_id", "e", "scope", "read", "target", List.of("r1")));
            }
        }
        input.put("principal", principal);
        input.put("resource", Map.of("identifier", "r1"));
        input.put("action", Map.of("id", action));
        input.put("context", context);
        return PolicyInput.from(input);
    }

    private static PartialExplanation explained(PolicyBundle bundle, String shape, String... unknown) {
        return bundle.explain(new PartialInput(input(shape), List.of(unknown)));
    }

    private static String lastGate(PartialExplanation explanation) {
        var steps = explanation.gates().steps();
        return steps.get(steps.size() - 1).gate();
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap, principal.id,                  data_readable",
        "bootstrap, resource.identifier,           data_readable",
        "mint,      principal.id,                  approvals_well_formed",
        "mint,      resource.identifier,           approvals_well_formed",
        "mint,      delegation_edge.scopes,        owned",
        "mint,      principal.labels,              within_edge",
        "use,       context.subject_claims.target, data_readable",
        "use,       resource.identifier,           data_readable",
        "use,       principal.id,                  targeted",
        "use,       principal.labels,              owned"
    })
    void ends_before_the_gate_that_reads_the_unknown_member(String shape, String member, String lastGate) {
        var explanation = explained(BUNDLE, shape, member);

        assertThat(explanation.outcome()).isNull();
        assertThat(explanation.missing()).containsExactly(member);
        assertThat(lastGate(explanation)).isEqualTo(lastGate);
        assertThat(explanation.gates().shape()).isEqualTo(shape);
        assertThat(PartialExplanation.decisive(new PartialInput(input(shape), List.of(member))))
                .containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap, principal.type",
        "bootstrap, context.subject_claims",
        "bootstrap, delegation_edge",
        "bootstrap, context.agent_session_id",
        "bootstrap, context.requested_scopes",
        "mint,      context.subject_claims",
        "workload,  action.id",
        "use,       context.subject_claims",
        "use,       context.subject_claims.scope",
        "use,       context"
    })
    void has_no_shape_without_a_member_that_makes_it(String shape, String member) {
        var explanation = explained(BUNDLE, shape, member);

        assertThat(explanation.outcome()).isNull();
        assertThat(explanation.missing()).containsExactly(member);
        assertThat(explanation.gates().shape()).isEqualTo("unknown");
        assertThat(lastGate(explanation)).isEqualTo("data_readable");
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap, principal.labels",
        "bootstrap, delegation_edge.scopes",
        "bootstrap, action.id",
        "mint,      resource.id",
        "mint,      resource.scopes",
        "mint,      delegation_edge.path",
        "mint,      context.actor_claims",
        "mint,      context.trace_id",
        "mint,      action.method",
        "workload,  principal.id",
        "workload,  principal.labels",
        "use,       context.subject_claims.email",
        "use,       context.session_id"
    })
    void is_decided_without_a_member_that_nothing_reads(String shape, String member) {
        var explanation = explained(BUNDLE, shape, member);

        assertThat(explanation.outcome()).isEqualTo(BUNDLE.decide(input(shape)));
        assertThat(explanation.gates()).isEqualTo(BUNDLE.explain(input(shape)).gates());
        assertThat(explanation.missing()).isEmpty();
        assertThat(PartialExplanation.decisive(new PartialInput(input(shape), List.of(member))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bootstrap", "mint", "workload", "use"})
    void a_frozen_zone_denies_although_members_are_unknown(String shape) {
        var explanation = explained(FROZEN, shape, "principal", "resource", "action", "context", "delegation_edge");

        assertThat(explanation.outcome()).isEqualTo(FROZEN.decide(input(shape)));
        assertThat(explanation.gates().steps()).hasSize(1);
    }

    @Test
    void a_value_inside_of_what_a_gate_compares_is_read() {
        var explanation = explained(BUNDLE, "use", "context.subject_claims.target.token");

        assertThat(explanation.missing()).containsExactly("context.subject_claims.target.token");
    }

    @Test
    void names_the_unknown_members_once_and_sorted() {
        var members = new ArrayList<>(List.of("resource.id", "action.id", "resource.id"));

        assertThat(new PartialInput(input("mint"), members)
                        .without("action.path")
                        .unknown())
                .containsExactly("action.id", "action.path", "resource.id");
    }
}
