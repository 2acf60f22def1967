package dev.edict.decision.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckDocumentTest {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    static Stream<Arguments> violations_of_the_contract() {
        return Stream.of(
                arguments("", "empty_policy", "1:1: an empty document"),
                arguments(HEAD + "risk := []\0", "content_not_storable", "4:11: the character U+0000"),
                arguments(HEAD + "risk := \"\ud800\"", "content_not_storable", "4:10: the character U+D800"),
                arguments(
                        " ".repeat(262_145),
                        "content_too_large",
                        "1:1: a document of 262145 characters where at most 262144 is expected"),
                arguments(HEAD + "risk := \"", "unterminated_string", "4:9: an unterminated string"),
                arguments(HEAD + "risk := `\n", "unterminated_string", "4:9: an unterminated raw string"),
                arguments(HEAD + "risk := [", "unbalanced_delimiters", "4:9: a [ that is never closed"),
                arguments(HEAD + "risk := [}", "unbalanced_delimiters", "4:10: a closing } where ] is expected"),
                arguments(HEAD + "risk := []]", "unbalanced_delimiters", "4:11: a closing ]"),
                arguments(
                        "# caracal:data-document\nrisk := []",
                        "missing_package_declaration",
                        "2:1: something else where package caracal.authz is expected"),
                arguments(
                        "# caracal:data-document\npackage caracal.\nrisk := []",
                        "invalid_package_name",
                        "2:9: a malformed name where a package name is expected"),
                arguments(HEAD + "risk := [http.send({})]", "forbidden_builtin:http.send", "4:10: a call of http.send"),
                arguments(
                        "# caracal:data-document\npackage other\nrisk := []",
                        "must_use_package_caracal_authz",
                        "2:1: the package other where caracal.authz is expected"),
                arguments(
                        "package caracal.authz\nrisk := []",
                        "must_be_data_document",
                        "1:1: no line # caracal:data-document"),
                arguments(HEAD + "result := {}", "data_document_must_not_define_result", "4:1: a rule result"),
                arguments(HEAD, "data_document_must_define_data", "4:1: the end of the text where a rule is expected"),
                arguments(HEAD + "foo := 1", "data_document_rule_not_allowed:foo", "4:1: a rule foo"));
    }

    @ParameterizedTest
    @MethodSource("violations_of_the_contract")
    void a_violation_of_the_contract_has_its_code_and_its_place(String content, String code, String problem) {
        var report = check(content);
        assertThat(report.firstViolation()).contains(code);
        assertThat(report.problems())
                .filteredOn(found -> found.code().equals(code))
                .extracting(CheckDocumentTest::placed)
                .containsExactly(problem);
    }

    static Stream<Arguments> problems_of_values() {
        return Stream.of(
                arguments("risk := [1 2]", "syntax_error", "1:12: a number where a comma or ] is expected [risk[0]]"),
                arguments("app_ids := {\"a\": input.x}", "logic_not_allowed", "1:18"),
                arguments("app_ids := {\"a\": \"\\x\"}", "invalid_string", "1:19"),
                arguments("restrict := [01]", "invalid_number", "1:14: a malformed number"),
                arguments("restrict := 'x'", "unexpected_character", "1:13: the character '"),
                arguments("restrict := " + "[".repeat(65) + "]".repeat(65), "too_deeply_nested", "1:77"),
                arguments(
                        "app_ids := {\"a\": \"b\", \"a\": \"c\"}",
                        "duplicate_key",
                        "1:23: the key \"a\" for the second time, with another value [app_ids]"),
                arguments(
                        "app_ids := {\"a\": \"b\", \"a\": \"b\"}",
                        "repeated_key",
                        "1:23: the key \"a\" with the same value again [app_ids]"),
                arguments(
                        "restrict contains {\"r\": [{1: 2, 1.0: 2}]}",
                        "repeated_key",
                        "1:33: the key 1.0 with the same value again [restrict.r[0]]"),
                arguments("risk := []\nrisk := {}", "duplicate_definition", "2:1: risk, which is defined at doc:4:1"),
                arguments("risk := []\nrisk = []", "repeated_definition", "2:1: risk, which is defined at doc:4:1"),
                arguments(
                        "restrict := {1}\nrestrict contains 1",
                        "duplicate_definition", "2:1: restrict, which is defined at doc:4:1"),
                arguments(
                        "app_ids := []",
                        "wrong_shape",
                        "1:12: an empty array where an object of application ids by binding is expected [app_ids]"),
                arguments(
                        "grants := {\"r x\": {\"application\": \"\", \"roles\": {\"a\": [1]}}}",
                        "empty_name",
                        "1:35: an empty string where a non-empty string is expected [grants[\"r x\"].application]"),
                arguments("app_ids := {\"\": \"x\"}", "empty_name", "1:13: an empty string"),
                arguments(
                        "risk := [{\"scope\": \"\", \"tier\": \"t\"}]",
                        "wrong_shape",
                        "1:20: an empty string where a non-empty string is expected [risk[0].scope]"),
                arguments(
                        "approval_tiers := [{\"tier\": \"\"}]",
                        "wrong_shape",
                        "1:29: an empty string where a non-empty string is expected [approval_tiers[0].tier]"),
                arguments(
                        "grants := {\"r\": {\"roles\": {}}}",
                        "wrong_shape",
                        "1:17: an object where one with the member application is expected [grants.r]"),
                arguments(
                        "grants := {\"r\": {\"application\": \"a\", \"roles\": {\"b\": [\"s\", 2]}}}",
                        "wrong_shape",
                        "1:59: the number 2 where a non-empty string is expected [grants.r.roles.b[1]]"),
                arguments(
                        "restrict := \"frozen\"",
                        "wrong_shape",
                        "1:13: the string \"frozen\" where a collection of reasons is expected [restrict]"),
                arguments(
                        "confinement := [{\"label_prefix\": 1, \"scopes\": []}]",
                        "wrong_shape",
                        "1:34: the number 1 where a string is expected [confinement[0].label_prefix]"),
                arguments(
                        "risk := {}",
                        "wrong_shape",
                        "1:9: an empty object where an array of scopes with their tiers is expected [risk]"),
                arguments(
                        "approval_tiers := [{\"tier\": \"t\", \"approver\": \"me\"}]",
                        "wrong_shape",
                        "1:46: the string \"me\" where one of operator, subject, any is expected"
                                + " [approval_tiers[0].approver]"),
                arguments(
                        "approval_tiers := [{\"tier\": \"t\", \"ttl_seconds\": 0.5}]",
                        "wrong_shape",
                        "1:49: the number 0.5 where a positive whole number up to 9007199254740992 is expected [approval_tiers[0].ttl_seconds]"),
                arguments(
                        "approval_tiers := [{\"tier\": \"t\", \"ttl_seconds\": 9007199254740993}]",
                        "wrong_shape",
                        "1:49: the number 9007199254740993 where"),
                arguments(
                        "approval_tiers := [{\"tier\": \"t\", \"note\": [1e400]}]",
                        "wrong_shape",
                        "1:43: the number 1e400 where a number within double precision is expected [approval_tiers[0].note[0]]"),
                arguments(
                        "risk := [{\"scope\": \"s\", \"tier\": \"t\", \"note\": 1}]",
                        "unknown_member",
                        "1:38: the member note where scope or tier is expected [risk[0].note]"),
                arguments(
                        "grants := {\"r\": {\"application\": \"a\", \"roles\": {\"b\": []}}}",
                        "role_without_scope",
                        "1:53: a role without scope [grants.r.roles.b]"),
                arguments(
                        "risk := [{\"scope\": \"s\", \"tier\": \"t\"}, {\"scope\": \"s\", \"tier\": \"u\"}]",
                        "scope_with_two_tiers",
                        "1:39: the tier u for the scope s, which has the tier t at doc:4:10 [risk[1]]"),
                arguments(
                        "confinement := [{\"label_prefix\": \"a\", \"scopes\": [\"s\"]}, {\"label_prefix\": \"ab\","
                                + " \"scopes\": [\"s\", \"t\"]}]",
                        "confinement_shadowed",
                        "1:57: a rule for \"ab\" with nothing to hold back after the one for \"a\" at doc:4:17"
                                + " [confinement[1].scopes]"),
                arguments(
                        "confinement := [{\"label_prefix\": \"ab\", \"scopes\": [\"t\"]}, {\"label_prefix\": \"a\","
                                + " \"scopes\": [\"s\"]}]",
                        "confinement_emptied",
                        "1:17: a rule for \"ab\" with no scope in common with the one for \"a\" at doc:4:58"
                                + " [confinement[0].scopes]"));
    }

    /** Lines are counted below the three of the head. */
    @ParameterizedTest
    @MethodSource("problems_of_values")
    void a_problem_of_a_value_has_its_code_its_place_and_its_path(String rules, String code, String problem) {
        var colon = problem.indexOf(':');
        var expected = (Integer.parseInt(problem.substring(0, colon)) + 3) + problem.substring(colon);
        assertThat(check(HEAD + rules).problems())
                .filteredOn(found -> found.code().equals(code))
                .extracting(CheckDocumentTest::placedWithPath)
                .first()
                .asString()
                .startsWith(expected);
    }

    @Test
    void contains_is_no_keyword_without_an_import() {
        var document = "# caracal:data-document\npackage caracal.authz\nrestrict contains \"x\"";
        assertThat(check(document).problems())
                .extracting(CheckDocumentTest::placed)
                .containsExactly("3:10: contains, which is a keyword only with an import");
        assertThat(check(HEAD + "restrict contains \"x\"").problems()).isEmpty();
    }

    @Test
    void a_document_with_twelve_different_mistakes_reports_twelve() {
        var problems = check(
                        """
                        package caracal.authz
                        import data.other
                        app_ids := {"a": 1, "b": "x", "b": "y"}
                        grants := {"r": {"application": "a", "rolez": {}, "roles": {"l": [], "m": ["s", input.x]}}}
                        restrict := 01
                        confinement := [{"label_prefix": "a", "scopes": "s"}]
                        risk := [{"scope": "s", "tier": "t"}, {"scope": "s", "tier": "u"}]
                        approval_tiers := [{"tier": "\\x"}]
                        foo := 1
                        """)
                .problems();
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(
                        "must_be_data_document",
                        "logic_not_allowed",
                        "wrong_shape",
                        "duplicate_key",
                        "unknown_member",
                        "role_without_scope",
                        "logic_not_allowed",
                        "invalid_number",
                        "wrong_shape",
                        "scope_with_two_tiers",
                        "invalid_string",
                        "data_document_rule_not_allowed:foo");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.help()).endsWith(".").doesNotContain("\n");
            assertThat(problem.excerpt()).endsWith("^");
        });
    }

    @Test
    void reports_at_most_100_problems_and_says_that_there_are_more() {
        var problems = check(HEAD + "foo := 1\n".repeat(500)).problems();
        assertThat(problems).hasSize(101);
        assertThat(problems.get(100).toString())
                .isEqualTo("doc:104:1: error: too_many_problems: more than 100 problems");
    }

    @Test
    void no_number_of_warnings_hides_an_error() {
        var bindings = "grants := {\"r\": {\"application\": \"a\", \"roles\": {%s}}}\nrisk := 1"
                .formatted(IntStream.range(0, 2_000)
                        .mapToObj("\"%d\": []"::formatted)
                        .collect(Collectors.joining(", ")));
        var report = check(HEAD + bindings);
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.firstViolation()).contains("wrong_shape");
        assertThat(report.problems()).hasSize(101);
        assertThat(report.problems().get(99).toString()).startsWith("doc:5:9: error: wrong_shape: ");
        assertThat(report.problems().get(100).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void no_number_of_warnings_hides_what_was_not_judged() {
        var roles = IntStream.range(0, 2_000).mapToObj("\"%d\": []"::formatted).collect(Collectors.joining(", "));
        var logic = HEAD + "grants := {\"r\": {\"application\": \"a\", \"roles\": {%s}}}\n".formatted(roles)
                + "app_ids := {\"a\": input.x}";
        var report = PolicyCheck.document(new PolicyDocument("doc", logic), PolicyLanguage.REGO);
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.problems()).extracting(Problem::code).contains("not_judged");
    }

    @Test
    void too_many_warnings_are_still_only_warnings() {
        var roles = IntStream.range(0, 101).mapToObj("\"%d\": []"::formatted).collect(Collectors.joining(", "));
        var report = check(HEAD + "grants := {\"r\": {\"application\": \"a\", \"roles\": {%s}}}".formatted(roles));
        assertThat(report.problems()).hasSize(101);
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.firstViolation()).isEmpty();
    }

    @Test
    void warnings_do_not_stand_in_the_way() {
        var report = check(HEAD + "risk := [{\"scope\": \"s\", \"tier\": \"t\", \"note\": 1}]");
        assertThat(report.problems()).extracting(Problem::severity).containsExactly(Severity.WARNING);
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.firstViolation()).isEmpty();
    }

    @Test
    void columns_and_carets_count_code_points() {
        var problem =
                check(HEAD + "app_ids := {\"\ud83d\ude00\": 5}").problems().get(0);
        assertThat(problem.column()).isEqualTo(18);
        assertThat(problem.excerpt()).isEqualTo("app_ids := {\"\ud83d\ude00\": 5}\n" + " ".repeat(17) + "^");
    }

    @Test
    void where_logic_is_allowed_only_what_is_data_is_checked_and_the_rest_is_named() {
        var logic = HEAD
                + "import data.x\n"
                + "app_ids := {\"a\": input.x}\n"
                + "grants := {} if {\n"
                + "  input.y\n"
                + "}\n"
                + "risk := 1\n"
                + "helper(x) := x\n";
        var report = PolicyCheck.document(new PolicyDocument("doc", logic), PolicyLanguage.REGO);
        assertThat(report.problems())
                .extracting(Problem::code)
                .containsExactly(
                        "not_judged", // the import
                        "not_judged", // app_ids
                        "not_judged", // grants
                        "wrong_shape",
                        "data_document_rule_not_allowed:helper",
                        "not_judged"); // helper
        assertThat(report.problems().get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(report.firstViolation()).contains("data_document_rule_not_allowed:helper");
    }

    private static PolicyCheck.Report check(String content) {
        return PolicyCheck.document(new PolicyDocument("doc", content), PolicyLanguage.LITERAL);
    }

    private static String placed(Problem problem) {
        return "%d:%d: %s".formatted(problem.line(), problem.column(), problem.message());
    }

    private static String placedWithPath(Problem problem) {
        return placed(problem) + (problem.path() == null ? "" : " [" + problem.path() + "]");
    }
}
