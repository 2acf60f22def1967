package dev.edict.decision.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A document is in the package of the decision contract, so a rule of another name than the six could be one of the
 * contract's. OPA needs no line break between two rules.
 */
class RefuseForeignRulesTest {

    private static final String DIRECTIVE = "# caracal:data-document\n";
    private static final String PACKAGE = DIRECTIVE + "package caracal.authz\n";
    private static final String HEAD = PACKAGE + "import rego.v1\n";

    private static final List<String> REFERENCES = List.of(
            "bound[\"ledger\"] := true",
            "bound.ledger := true",
            "bound[\"ledger\"] = true",
            "bound[\"ledger\"]",
            "bound[\"ledger\"] { true }",
            "bound[key] { key := input.principal.id }",
            "bound.ledger.main[\"x\"] := 1",
            "bound[\"ledger\"] contains \"x\"",
            "bound contains \"ledger\" if true",
            "bound.ledger(x) := x",
            "default bound.ledger := true",
            "default bound := true");

    static Stream<Arguments> places() {
        return Stream.of(
                        HEAD + "restrict := {}\n%s\n",
                        HEAD + "%s\nrestrict := {}\n",
                        HEAD + "restrict := {} %s\n",
                        HEAD + "restrict := {}\r%s\n",
                        HEAD + "restrict := {};\n%s\n",
                        HEAD + "restrict := [\"a\"] %s\n",
                        HEAD + "risk := data.risks %s\n",
                        HEAD + "risk := data.risks[0] %s\n",
                        HEAD + "restrict contains \"a\" %s\n",
                        HEAD + "restrict contains \"a\" if input.a %s\n",
                        HEAD + "restrict contains x if { some x in input.a } %s\n",
                        HEAD + "restrict := {1} if { false } else := {2} if { true } %s\n",
                        HEAD + "restrict := {1} if input.x == 1 %s\n",
                        HEAD + "restrict := {1} if input.x with input as 1 %s\n",
                        HEAD + "risk := data.in\n%s\n",
                        HEAD + "risk := data.not\n%s\n",
                        HEAD + "risk := data.x.with\n%s\n",
                        HEAD + "import data.y %s\nrestrict := {}\n",
                        HEAD + "import data.y as z %s\nrestrict := {}\n",
                        HEAD + "import data.y[\"z\"] %s\nrestrict := {}\n",
                        HEAD + "risk := data.x import data.y %s\n",
                        HEAD + "restrict := {1} if not.x %s\n",
                        PACKAGE + "import data.y as in\nrisk := in\n%s\n",
                        PACKAGE + "import data.y as if\nrisk := if %s\n",
                        PACKAGE + "import data.y as every\nrisk := every %s\n",
                        PACKAGE + "import future.keywords.if\nimport data.y as every\nrestrict := 1 if every %s\n",
                        PACKAGE + "import future.keywords.if\nimport data.y as in\nrestrict := 1 if in %s\n",
                        PACKAGE + "restrict = {1} { true } { false } %s\n",
                        PACKAGE + "restrict = {1} { false } else = {2} { true } %s\n")
                .flatMap(place -> REFERENCES.stream().map(rule -> Arguments.of(place, rule)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void rego_refuses_a_rule_of_another_name_in_every_place(String place, String rule) {
        var report = check(place.formatted(rule), PolicyLanguage.REGO);

        assertThat(report.firstViolation()).contains("data_document_rule_not_allowed:bound");
    }

    @ParameterizedTest
    @MethodSource("places")
    void literal_refuses_a_rule_of_another_name_in_every_place(String place, String rule) {
        assertThat(check(place.formatted(rule), PolicyLanguage.LITERAL).hasErrors())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result[\"decision\"] := \"allow\"",
                "result.decision := \"allow\"",
                "result[\"decision\"] { true }",
                "data.caracal.authz.result := {}"
            })
    void rego_refuses_a_part_of_the_result(String rule) {
        for (var between : List.of("\n", " ")) {
            assertThat(errors(HEAD + "restrict := data.x" + between + rule)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"package caracal.authz", "package caracal.authz\nimport rego.v1"})
    void both_refuse_a_rule_on_the_line_of_the_package_or_of_rego_v1(String declaration) {
        for (var language : PolicyLanguage.values()) {
            var text = "%s%s bound.ledger := true\nrestrict := {}\n".formatted(DIRECTIVE, declaration);
            assertThat(check(text, language).hasErrors()).isTrue();
        }
    }

    @Test
    void literal_names_the_root_of_a_reference() {
        assertThat(check(HEAD + "bound[\"ledger\"] := true\nrestrict := {}\n", PolicyLanguage.LITERAL)
                        .firstViolation())
                .contains("data_document_rule_not_allowed:bound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contains[\"x\"] := 1",
                "in[\"x\"] contains 1",
                "in.x := 1",
                "if[\"x\"] := 1",
                "every.x := 1",
                "not[\"x\"] := 1",
                "with.x := 1",
                "as.x := 1",
                "else.x := 1",
                "some.x := 1",
                "default.x := 1",
                "import.x := 1",
                "package.x := 1",
            })
    void rego_refuses_a_reference_whose_root_is_a_keyword(String rule) {
        for (var between : List.of("\n", " ")) {
            assertThat(errors(HEAD + "risk := data.risks" + between + rule)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app_ids[\"ledger\"] := \"app-1\"",
                "app_ids.ledger := \"app-1\"",
                "app_ids[key] := id if some key, id in input.ids",
                "grants[\"r\"].roles.teller contains \"read\"",
                "grants[\"r\"] := {\"application\": \"a\"} grants[\"s\"] := {\"application\": \"b\"}",
                "restrict contains \"a\" if input.a",
                "restrict contains x if some x in input.xs",
                "restrict contains x if { some x in input.xs; not x == 1 }",
                "restrict contains x if some i, x in input.xs",
                "restrict contains \"a\" if every x in input.xs { x > 1 }",
                "restrict contains \"a\" if every k, v in input.xs { k == v }",
                "restrict contains \"a\" if not input.a",
                "restrict contains \"a\" if contains(input.a, \"b\")",
                "restrict contains \"a\" if input.a in [\"b\"]",
                "restrict contains[input.a]",
                "restrict contains \"a\" if {input.a in [\"b\"]}",
                "restrict contains \"a\" if {\n  input.a\n  input.b\n}",
                "risk := [entry | some entry in data.risks]",
                "risk := data.risks\n  if input.x\n  else := []",
                "risk := [] if input.x\nelse := data.y if input.z\nelse := [1]",
                "risk := [] if input.x\nelse if input.y",
                "risk := data.risks with input as {\"a\": 1}",
                "risk := data.risks if input.x with input.y as 1 with input.z as 2",
                "app_ids := object.union(\n  data.a,\n  data.b,\n)",
                "app_ids := data.a |\n  data.b",
                "default risk := []\nrisk := data.risks",
                "risk := data.in\nrisk := data.with.as",
                "import data.y\nimport data.z as w\nrisk := w",
                "restrict(x) := x - 1",
                "risk := input.x - 1\nconfinement := input.x -1",
            })
    void rego_accepts_logic_under_the_six_names(String rules) {
        assertThat(errors(HEAD + "grants := {}\n" + rules)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restrict[x] { x := input.x }",
                "restrict = x { x = input.x } { false }",
                "restrict = 1 { false } else = 2 { true }",
                "risk = data.risks { not input.x }",
                "risk = data.risks { input.x } confinement = data.y { input.y }",
            })
    void rego_accepts_logic_under_the_six_names_without_an_import(String rules) {
        assertThat(errors(PACKAGE + "grants := {}\n" + rules)).isEmpty();
    }

    private static List<String> errors(String text) {
        return check(text, PolicyLanguage.REGO).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .toList();
    }

    private static PolicyCheck.Report check(String text, PolicyLanguage language) {
        return PolicyCheck.document(new PolicyDocument("d", text), language);
    }
}
