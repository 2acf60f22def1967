package dev.edict.decision.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.catalogue.Catalogue.Resource;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.junit.jupiter.api.Test;

/** A bank's catalogue, and documents that fit it or do not. */
class CompareWithCatalogueTest {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String BINDINGS = "app_ids := {\"teller\": \"app-teller\", \"batch\": \"app-batch\"}";
    private static final String GRANTS =
            """
            grants := {
              "resource://ledger": {"application": "teller", "roles": {
                "teller": ["ledger:read", "ledger:pay"], "clerk": ["ledger:read", "agent:lifecycle"]}},
              "resource://cards": {"application": "batch", "roles": {"batch:nightly": ["cards:list"]}}}""";
    private static final String RISK =
            """
            risk := [{"scope": "ledger:pay", "tier": "high"}]
            approval_tiers := [{"tier": "high", "ttl_seconds": 60}]""";
    private static final String CONFINEMENT =
            "confinement := [{\"label_prefix\": \"batch:\", \"scopes\": [\"cards:list\", \"ledger:read\"]}]";

    private static final Set<String> APPLICATIONS = Set.of("app-teller", "app-batch");
    private static final Resource LEDGER = new Resource(
            "resource://ledger", Set.of("ledger:read", "ledger:pay", "ledger:close"), Set.of("ledger:pay"));
    private static final Resource CARDS =
            new Resource("resource://cards", Set.of("cards:list", "cards:block"), Set.of());

    @Test
    void documents_that_fit_the_catalogue_have_no_finding() {
        assertThat(findings(catalogue(), BINDINGS, GRANTS, RISK, CONFINEMENT)).isEmpty();
    }

    @Test
    void a_mistyped_name_is_unknown_and_the_nearest_is_named() {
        assertThat(findings(
                        catalogue(),
                        BINDINGS.replace("app-teller", "app-tellre"),
                        GRANTS.replace("resource://cards", "resource://crads").replace("ledger:pay", "ledger:pya"),
                        RISK.replace("ledger:pay", "ledger:apy"),
                        CONFINEMENT.replace("cards:list", "cards:lst")))
                .containsExactly(
                        "0:4:23: warning: unknown_application: the application app-tellre, which the catalogue does not have; the nearest is app-teller [app_ids.teller]",
                        "1:6:31: warning: unknown_scope: the scope ledger:pya, which the catalogue does not have; the nearest is ledger:pay [grants[\"resource://ledger\"].roles.teller[1]]",
                        "1:7:3: warning: unknown_resource: the resource resource://crads, which the catalogue does not have; the nearest is resource://cards [grants[\"resource://crads\"]]",
                        "1:7:76: warning: dead_grant: the scope cards:list, which the confinement of \"batch:\" at 3:4:17 forbids for this label [grants[\"resource://crads\"].roles[\"batch:nightly\"][0]]",
                        "2:4:10: warning: unknown_scope: the scope ledger:apy, which the catalogue does not have; the nearest is ledger:pay [risk[0]]",
                        "3:4:55: warning: unknown_scope: the scope cards:lst, which the catalogue does not have; the nearest is cards:list [confinement[0].scopes[0]]");
    }

    @Test
    void a_resource_that_was_renamed_is_unknown_and_without_a_term_only_a_near_name_is_suggested() {
        var renamed = catalogue(List.of(renamed("resource://ledger-v2"), CARDS), Map.of());
        assertThat(findings(renamed, BINDINGS, GRANTS.replace("resource://ledger", "resource://ledger-v1")))
                .containsExactly(
                        "1:5:3: warning: unknown_resource: the resource resource://ledger-v1, which the catalogue does not have; the nearest is resource://ledger-v2 [grants[\"resource://ledger-v1\"]]");
        var moved = catalogue(List.of(renamed("resource://accounts/general"), CARDS), Map.of());
        assertThat(findings(moved, BINDINGS, GRANTS))
                .containsExactly(
                        "1:5:3: warning: unknown_resource: the resource resource://ledger, which the catalogue does not have [grants[\"resource://ledger\"]]");
    }

    @Test
    void a_resource_that_was_renamed_with_a_term_is_deprecated_and_its_scopes_are_those_of_the_new_one() {
        var terms = Map.of("resource://ledger", "resource://books", "resource://books", "resource://accounts/general");
        var moved = catalogue(List.of(renamed("resource://accounts/general"), CARDS), terms);
        assertThat(findings(moved, BINDINGS, GRANTS.replace("ledger:pay", "ledger:paid")))
                .containsExactly(
                        "1:5:3: warning: deprecated_term: the deprecated resource resource://ledger, which is now resource://accounts/general [grants[\"resource://ledger\"]]",
                        "1:6:31: warning: unknown_scope: the scope ledger:paid, which the catalogue does not have; the nearest is ledger:pay [grants[\"resource://ledger\"].roles.teller[1]]");
    }

    @Test
    void a_scope_that_was_removed_from_its_resource_is_unknown_although_another_resource_has_it() {
        var removed = new Resource("resource://ledger", Set.of("ledger:read"), Set.of());
        var other = new Resource("resource://other", Set.of("ledger:pay"), Set.of());
        assertThat(findings(catalogue(List.of(removed, other, CARDS), Map.of()), BINDINGS, GRANTS, RISK))
                .containsExactly(
                        "1:6:31: warning: unknown_scope: the scope ledger:pay, which the catalogue does not have [grants[\"resource://ledger\"].roles.teller[1]]");
    }

    @Test
    void a_deprecated_name_of_any_kind_is_reported_as_that_and_not_as_unknown() {
        var terms = Map.of(
                "app-batch",
                "app-jobs",
                "cards:list",
                "cards:read",
                "clerk",
                "agent",
                "batch:",
                "jobs:",
                "high",
                "severe");
        assertThat(findings(catalogue(List.of(LEDGER, CARDS), terms), BINDINGS, GRANTS, RISK, CONFINEMENT))
                .extracting(finding -> finding.replaceFirst("^(.*?): warning: deprecated_term: (.*) \\[.*", "$1 $2"))
                .containsExactly(
                        "0:4:46 the deprecated application app-batch, which is now app-jobs",
                        "1:6:46 the deprecated label clerk, which is now agent",
                        "1:7:76 the deprecated scope cards:list, which is now cards:read",
                        "2:4:10 the deprecated tier high, which is now severe",
                        "2:5:20 the deprecated tier high, which is now severe",
                        "3:4:34 the deprecated label batch:, which is now jobs:",
                        "3:4:55 the deprecated scope cards:list, which is now cards:read");
    }

    @Test
    void a_scope_that_the_confinement_forbids_for_its_very_label_is_a_dead_grant() {
        var confinement =
                "confinement := [{\"label_prefix\": \"tell\", \"scopes\": [\"ledger:read\"]}, {\"label_prefix\": \"tellers\", \"scopes\": [\"cards:list\"]}]";
        assertThat(findings(catalogue(), BINDINGS, GRANTS, RISK, confinement))
                .filteredOn(finding -> finding.contains("dead_grant"))
                .containsExactly(
                        "1:6:31: warning: dead_grant: the scope ledger:pay, which the confinement of \"tell\" at 3:4:17 forbids for this label [grants[\"resource://ledger\"].roles.teller[1]]");
    }

    @Test
    void a_scope_that_should_have_a_tier_is_reported_where_it_is_granted_first() {
        var twice = GRANTS.replace("\"agent:lifecycle\"", "\"ledger:pay\"");
        assertThat(findings(catalogue(), BINDINGS, twice))
                .containsExactly(
                        "1:6:31: warning: scope_without_tier: the scope ledger:pay, which should have a tier and has none in risk [grants[\"resource://ledger\"].roles.teller[1]]");
    }

    @Test
    void rules_with_logic_give_no_finding_that_depends_on_them() {
        var logic = "risk := [r | r := input.x]\nconfinement := [c | c := input.x]";
        assertThat(PolicyCheck.bundle(documents(BINDINGS, GRANTS, logic), PolicyLanguage.REGO, catalogue())
                        .problems())
                .extracting(Problem::code)
                .containsOnly("not_judged");
    }

    @Test
    void a_document_shows_at_most_a_hundred_findings() {
        var many = IntStream.range(0, 500)
                .mapToObj("\"b%1$d\": \"unknown-%1$d\""::formatted)
                .collect(Collectors.joining(", ", "app_ids := {", "}"));
        assertThat(findings(catalogue(), many)).hasSize(101).last().asString().contains("more than 100 problems");
    }

    /** A quiet machine takes milliseconds (docs/operations/catalogue.md); a quadratic check takes minutes. */
    @Test
    void ten_thousand_resources_and_fifty_thousand_grants_are_checked_in_a_moment_however_many_are_unknown() {
        var large = LargeZone.catalogue(10_000);
        var start = System.nanoTime();
        assertThat(problems(LargeZone.documents("", ""), large)).isEmpty();
        assertThat(problems(LargeZone.documents("x", ""), large))
                .hasSize(101)
                .first()
                .asString()
                .contains(
                        "resource://service/00000x, which the catalogue does not have; the nearest is resource://service/00000 ");
        assertThat(problems(LargeZone.documents("", "ABCDEFGHIJKLMNOPQRST"), large))
                .hasSize(101);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static List<Problem> problems(List<PolicyDocument> documents, Catalogue catalogue) {
        return PolicyCheck.bundle(documents, PolicyLanguage.LITERAL, catalogue).problems();
    }

    private static Resource renamed(String identifier) {
        return new Resource(identifier, LEDGER.scopes(), Set.of());
    }

    private static Catalogue catalogue() {
        return catalogue(List.of(LEDGER, CARDS), Map.of());
    }

    private static Catalogue catalogue(List<Resource> resources, Map<String, String> terms) {
        return new Catalogue(APPLICATIONS, resources, terms, (one, other, most) -> new DamerauLevenshteinDistance(most)
                .apply(one, other));
    }

    private static List<String> findings(Catalogue catalogue, String... rules) {
        return PolicyCheck.bundle(documents(rules), PolicyLanguage.LITERAL, catalogue).problems().stream()
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
