package dev.edict.decision.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckBundleTest {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String APP_IDS = "app_ids := {\"shop\": \"app-1\"}";
    private static final String GRANTS =
            "grants := {\"orders\": {\"application\": \"shop\", \"roles\": {\"reader\": [\"read\"]}}}";

    @Test
    void documents_that_fit_together_have_no_problem() {
        assertThat(problems(APP_IDS, GRANTS)).isEmpty();
        assertThat(problems(APP_IDS, GRANTS, "restrict contains 1", "restrict contains 2"))
                .isEmpty();
    }

    @Test
    void a_name_is_defined_in_one_document_only() {
        assertThat(problems(APP_IDS, "app_ids := {\"shop\": \"app-2\"}", GRANTS))
                .containsExactly("1:4:1: error: duplicate_definition: app_ids, which is defined at 0:4:1");
        assertThat(problems("restrict := {1}", "restrict contains 2"))
                .containsExactly("1:4:1: error: duplicate_definition: restrict, which is defined at 0:4:1");
    }

    @Test
    void the_same_definition_again_is_remarked_on() {
        assertThat(problems(APP_IDS, "app_ids = {\n\"shop\": `app-1`}", GRANTS))
                .containsExactly("1:4:1: warning: repeated_definition: app_ids, which is defined at 0:4:1");
    }

    @Test
    void a_grant_names_an_application_that_is_bound() {
        assertThat(problems(GRANTS))
                .containsExactly("0:4:38: warning: grant_without_binding: "
                        + "the application shop, which app_ids does not bind [grants.orders.application]");
    }

    @Test
    void a_binding_that_nothing_is_granted_to_is_remarked_on() {
        assertThat(problems(APP_IDS))
                .containsExactly("0:4:21: warning: binding_without_grant: "
                        + "the binding shop, to which nothing is granted [app_ids.shop]");
    }

    @Test
    void a_confinement_leaves_a_scope_that_some_role_has_whatever_its_label() {
        var confinement = "confinement := [{\"label_prefix\": \"%s\", \"scopes\": [%s]}]";
        assertThat(problems(APP_IDS, GRANTS, confinement.formatted("read", "\"read\"")))
                .isEmpty();
        assertThat(problems(APP_IDS, GRANTS, confinement.formatted("customer:", "\"read\"")))
                .isEmpty();
        assertThat(problems(APP_IDS, GRANTS, confinement.formatted("read", "\"write\"")))
                .containsExactly("2:4:17: warning: confinement_unsatisfiable: "
                        + "a rule for \"read\" with no scope that a role has [confinement[0].scopes]");
        assertThat(problems(APP_IDS, GRANTS, confinement.formatted("frozen:", "")))
                .singleElement()
                .asString()
                .startsWith("2:4:17: warning: confinement_unsatisfiable: ");
        assertThat(problems(confinement.formatted("customer:", "\"read\""))).isEmpty();
    }

    @Test
    void tiers_are_declared_and_used() {
        assertThat(problems(
                        "risk := [{\"scope\": \"s\", \"tier\": \"high\"}]", "approval_tiers := [{\"tier\": \"low\"}]"))
                .containsExactly(
                        "0:4:10: warning: undeclared_tier: the tier high, which approval_tiers does not declare [risk[0]]",
                        "1:4:20: warning: unused_tier: the tier low, which no risk has [approval_tiers[0]]");
    }

    @Test
    void reports_only_not_judged_for_rules_that_depend_on_logic() {
        var documents = documents("app_ids := {\"x\": input.y}", GRANTS);
        assertThat(PolicyCheck.bundle(documents, PolicyLanguage.REGO).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "0:4:1: warning: not_judged: app_ids is not literal data: a reference to input.y at 0:4:18");
    }

    private static List<String> problems(String... rules) {
        return PolicyCheck.bundle(documents(rules), PolicyLanguage.LITERAL).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<PolicyDocument> documents(String... rules) {
        var documents = new ArrayList<PolicyDocument>();
        for (var rule : rules) {
            documents.add(new PolicyDocument(String.valueOf(documents.size()), HEAD + rule));
        }
        return documents;
    }
}
