package dev.edict.decision.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.Evaluation;
import dev.edict.decision.PartialExplanation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decision is the same for every value that an unknown member may have had: nothing is guessed. */
class PartialInputsTest {

    private static final int BUNDLES = 400;
    private static final int REQUESTS = 10;
    private static final int OTHER_VALUES = 4;
    private static final int LEAST = 300;

    private static final List<String> MEMBERS = List.of(
            "principal.type",
            "principal.id",
            "principal.labels",
            "resource.id",
            "resource.identifier",
            "resource.scopes",
            "action.id",
            "action.path",
            "context.actor_claims",
            "context.requested_scopes",
            "context.agent_session_id",
            "context.subject_claims",
            "context.subject_claims.target",
            "context.subject_claims.scope",
            "context.subject_claims.delegation_edge_id",
            "delegation_edge",
            "delegation_edge.scopes",
            "delegation_edge.path");

    private final Random random = new Random(7);

    @Test
    void a_decision_without_unknown_members_is_that_of_every_value_they_may_have() {
        var decided = 0;
        var undecided = 0;
        for (var i = 0; i < BUNDLES; i++) {
            var words = Words.of(random);
            var bundle = PolicyBundle.of(new BundleCases(random, words).documents());
            for (var n = 0; n < REQUESTS; n++) {
                var input = request(words);
                var partial = input == null ? null : new PartialInput(input, hidden());
                var outcome = partial == null ? null : bundle.explain(partial).outcome();
                if (partial != null && outcome != null) {
                    decided++;
                    assertSameForAll(outcome, bundle, partial, words);
                } else if (partial != null) {
                    undecided++;
                    assertThat(bundle.explain(partial).missing()).isNotEmpty().isSubsetOf(partial.unknown());
                    assertThat(PartialExplanation.decisive(partial))
                            .as(partial.toString())
                            .isNotEmpty();
                }
            }
        }
        assertThat(decided).isGreaterThan(LEAST);
        assertThat(undecided).isGreaterThan(LEAST);
    }

    private void assertSameForAll(Evaluation outcome, PolicyBundle bundle, PartialInput partial, Words words) {
        for (var i = 0; i < OTHER_VALUES; i++) {
            var other = replaced(partial, words);
            if (other != null) {
                assertThat(bundle.decide(other))
                        .as("%s, without %s", partial.input(), partial.unknown())
                        .isEqualTo(outcome);
            }
        }
    }

    private @Nullable PolicyInput request(Words words) {
        try {
            return PolicyInput.from(ReferenceCase.object(new RequestCases(words).text()));
        } catch (InvalidPolicyInput e) {
            return null;
        }
    }

    private List<String> hidden() {
        var hidden = new ArrayList<String>();
        for (var i = 0; i <= random.nextInt(3); i++) {
            hidden.add(MEMBERS.get(random.nextInt(MEMBERS.size())));
        }
        return hidden;
    }

    private @Nullable PolicyInput replaced(PartialInput partial, Words words) {
        var json = PolicyInputJson.of(partial.input());
        partial.unknown().forEach(member -> replace(json, member, other(member, words)));
        try {
            return PolicyInput.from(json);
        } catch (InvalidPolicyInput e) {
            return null;
        }
    }

    private static void replace(Map<String, Object> object, String path, @Nullable Object value) {
        var dot = path.indexOf('.');
        if (dot >= 0) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                var copy = new LinkedHashMap<String, Object>();
                inner.forEach((name, member) -> copy.put(String.valueOf(name), member));
                object.put(path.substring(0, dot), copy);
                replace(copy, path.substring(dot + 1), value);
            }
        } else if (value == null) {
            object.remove(path);
        } else {
            object.put(path, value);
        }
    }

    private @Nullable Object other(String member, Words words) {
        return switch (member) {
            case "principal.type" -> words.pick(List.of("Application", "Workload"));
            case "principal.id" -> words.pick(words.apps());
            case "principal.labels" -> words.some(words.labels(), 2);
            case "resource.identifier" -> words.pick(words.resources());
            case "action.id" -> words.pick(List.of("TokenExchange", "CredentialInjection"));
            case "context.requested_scopes" ->
                words.rarely(30) ? List.of("agent:lifecycle") : words.some(words.scopes(), 2);
            case "context.agent_session_id" -> words.rarely(50) ? null : "s";
            case "context.subject_claims" -> words.rarely(30) ? null : claims(words);
            case "context.subject_claims.target" -> words.some(words.resources(), 3);
            case "context.subject_claims.scope" -> String.join(" ", words.some(words.scopes(), 2));
            case "context.subject_claims.delegation_edge_id" -> words.rarely(30) ? "" : "e";
            case "delegation_edge" -> words.rarely(30) ? null : Map.of("id", "e", "scopes", words.scopes());
            case "delegation_edge.scopes", "resource.scopes", "delegation_edge.path" -> words.some(words.scopes(), 4);
            case "context.actor_claims" -> Map.of("sub", "other");
            default -> "other";
        };
    }

    private static Map<String, Object> claims(Words words) {
        return Map.of(
                "delegation_edge_id", "e", "scope", String.join(" ", words.scopes()), "target", words.resources());
    }
}
