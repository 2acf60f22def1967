package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDocumentTest {
    private static final String HEAD = "package caracal.authz\n";
    private static final String CONTAINS = HEAD + "import rego.v1\n";
    private static final String DIRECTIVE = "\n# caracal:data-document";

    static Stream<Arguments> literals() {
        return Stream.of(
                arguments("true", Constant.TRUE),
                arguments("false", Constant.FALSE),
                arguments("null", Constant.NULL),
                arguments("\"a\"", text("a")),
                arguments("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", text("\"\\/\b\f\n\r\t")),
                arguments("\"\\u00e9\\u0041\"", text("éA")),
                arguments("\"\\uD83D\\ude00\"", text("\ud83d\ude00")),
                arguments("\"# no comment\"", text("# no comment")),
                arguments("`a\\n\n\"b\"`", text("a\\n\n\"b\"")),
                arguments("``", text("")),
                arguments("0", number("0")),
                arguments("-12.50", number("-12.5")),
                arguments("1e3", number("1000")),
                arguments("1.5E-2", number("0.015")),
                arguments("-0.0", number("0")),
                arguments("[]", new ArrayLiteral(List.of())),
                arguments("[1, 2,]", new ArrayLiteral(List.of(number("1"), number("2")))),
                arguments("[\n1 # one\n,\n2\n]", new ArrayLiteral(List.of(number("1"), number("2")))),
                arguments("{}", new ObjectLiteral(Map.of())),
                arguments(
                        "{\"a\": 1, 2: {},}", new ObjectLiteral(Map.of(text("a"), number("1"), number("2"), object()))),
                arguments("{1, 1.0, 2,}", new SetLiteral(Set.of(number("2"), number("1")))),
                arguments("set()", new SetLiteral(Set.of())),
                arguments("set( )", new SetLiteral(Set.of())));
    }

    @ParameterizedTest
    @MethodSource("literals")
    void every_form_of_literal_is_read(String source, Literal expected) {
        assertThat(valueOf(source)).isEqualTo(expected);
    }

    @Test
    void an_array_a_set_and_an_object_are_never_equal() {
        assertThat(valueOf("[1]")).isNotEqualTo(valueOf("{1}"));
        assertThat(valueOf("{}")).isNotEqualTo(valueOf("set()"));
        assertThat(valueOf("[1, 2]")).isNotEqualTo(valueOf("[2, 1]"));
        assertThat(valueOf("1")).isNotEqualTo(valueOf("\"1\""));
    }

    @Test
    void comments_imports_and_line_ends_may_stand_anywhere_between() {
        var definitions = read(
                """
                # caracal:data-document
                # more
                package caracal.authz # here

                import rego.v1
                import future.keywords # there
                import future.keywords.contains

                restrict contains "x" # why
                app_ids
                  :=
                  # values
                  {"a": "b"}
                risk = []
                """
                        .replace("\n", "\r\n"));
        assertThat(definitions)
                .extracting(definition -> definition.name() + " " + definition.kind())
                .containsExactly("restrict ELEMENT", "app_ids COMPLETE", "risk COMPLETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"future.keywords", "future.keywords.in", "future.keywords.contains"})
    void without_rego_v1_an_import_may_stand_twice(String path) {
        assertThat(read(HEAD + "import %s\nimport %s\nrisk := []".formatted(path, path)))
                .hasSize(1);
    }

    /** The contract's validator has JavaScript's white space: more than the blank, and not all that Java calls so. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00a0", "\u2003", "\u202f", "\u3000", " \u00a0 "})
    void white_space_of_any_kind_may_stand_before_the_directive(String blank) {
        var parsed = ParsedDocument.of(
                "doc", HEAD + "risk := []\n  #" + blank + "caracal:data-document-x\n", PolicyLanguage.LITERAL);
        assertThat(parsed.problems().inOrder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Caracal:data-document",
                "# caracal:data-documents",
                "risk # caracal:data-document",
                "#\u001ccaracal:data-document"
            })
    void rejects_a_comment_that_only_resembles_the_directive(String line) {
        var parsed = ParsedDocument.of("doc", HEAD + "risk := []\n" + line + "\n", PolicyLanguage.LITERAL);
        assertThat(parsed.firstViolation()).contains("must_be_data_document");
    }

    @Test
    void a_document_may_start_with_a_byte_order_mark() {
        assertThat(read("\ufeff" + HEAD + "risk := []")).hasSize(1);
    }

    static Stream<Arguments> unreadable_documents() {
        return Stream.of(
                arguments(
                        "",
                        "2:24: missing_package_declaration: the end of the text where package caracal.authz is expected"),
                arguments(
                        "# only\n",
                        "3:24: missing_package_declaration: the end of the text where package caracal.authz is expected"),
                arguments(
                        "risk := []",
                        "1:1: missing_package_declaration: something else where package caracal.authz is expected"),
                arguments(
                        "package other",
                        "1:1: must_use_package_caracal_authz: the package other where caracal.authz is expected"),
                arguments(
                        "package caracal.authz.x",
                        "1:1: must_use_package_caracal_authz: the package caracal.authz.x where caracal.authz is expected"),
                arguments(
                        "package caracal[\"authz\"]",
                        "1:1: must_use_package_caracal_authz: the package caracal[ where caracal.authz is expected"),
                arguments(
                        "package caracal.authz[0]",
                        "1:1: must_use_package_caracal_authz: the package caracal.authz[ where caracal.authz is expected"),
                arguments(
                        "package caracal.authz risk := []",
                        "1:23: logic_not_allowed: a reference to risk where the end of the package is expected"),
                arguments(HEAD + HEAD, "2:1: syntax_error: the keyword package where a rule is expected"),
                arguments(
                        HEAD + "import data.x",
                        "2:1: logic_not_allowed: an import of data.x where an import of rego.v1 or future.keywords is expected"),
                arguments(
                        HEAD + "import rego.v1\nimport rego.v1",
                        "3:1: duplicate_import: an import of rego.v1 for the second time"),
                arguments(
                        HEAD + "import future.keywords.in\nimport future.keywords.in\nimport rego.v1",
                        "3:1: duplicate_import: an import of future.keywords.in for the second time"),
                arguments(
                        HEAD + "import rego.v1 as r",
                        "2:16: logic_not_allowed: the keyword as where the end of the import is expected"),
                arguments(HEAD + "\n  foo := 1", "3:3: data_document_rule_not_allowed:foo: a rule foo"),
                arguments(HEAD + "result := 1", "2:1: data_document_must_not_define_result: a rule result"),
                arguments(
                        HEAD + "default grants := {}",
                        "2:1: logic_not_allowed: a default value (grants) where a rule with a literal value is expected"),
                arguments(
                        HEAD + "grants(x) := 1",
                        "2:1: logic_not_allowed: a function (grants) where a rule with a literal value is expected"),
                arguments(
                        HEAD + "grants[\"x\"] := 1",
                        "2:1: logic_not_allowed: a reference as the head of a rule (grants) where a rule with a literal value is expected"),
                arguments(
                        HEAD + "grants.x := 1",
                        "2:1: logic_not_allowed: a reference as the head of a rule (grants) where a rule with a literal value is expected"),
                arguments(
                        HEAD + "grants contains 1",
                        "2:8: logic_not_allowed: a set of grants built up by contains (grants) where a rule with a literal value is expected"),
                arguments(
                        HEAD + "restrict",
                        "2:1: data_document_must_define_data: no rule that gives a name its value where a rule is expected"),
                arguments(
                        HEAD + "restrict if true",
                        "2:10: logic_not_allowed: a rule body (if) where the value of restrict is expected"),
                arguments(
                        HEAD + "restrict { true }",
                        "2:10: logic_not_allowed: a rule body (restrict) where a rule with a literal value is expected"),
                arguments(HEAD + "risk=.5", "2:6: syntax_error: the character . where a literal value is expected"),
                arguments(HEAD + "risk=(1)", "2:6: syntax_error: the character ( where a literal value is expected"),
                arguments(
                        HEAD + "risk == 1",
                        "2:6: logic_not_allowed: the operator == where the value of risk is expected"),
                arguments(
                        HEAD + "risk := 1; grants := {}",
                        "2:10: syntax_error: the character ; where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 grants := {}",
                        "2:11: logic_not_allowed: a reference to grants where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 if input.x",
                        "2:11: logic_not_allowed: a rule body (if) where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 { true }",
                        "2:11: logic_not_allowed: a rule body where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1\n{ true }",
                        "3:1: logic_not_allowed: a rule body where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1\n else := 2",
                        "3:2: logic_not_allowed: the keyword else where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := {1} | {2}",
                        "2:13: logic_not_allowed: a comprehension or union where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := {1}\n| {2}",
                        "3:1: logic_not_allowed: a comprehension or union where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := [1][0]",
                        "2:12: logic_not_allowed: a reference into a value where the end of the definition of risk is expected"),
                arguments(
                        CONTAINS + "restrict contains x",
                        "3:19: logic_not_allowed: a reference to x where a literal value is expected"),
                arguments(
                        CONTAINS + "restrict contains \"x\" if true",
                        "3:23: logic_not_allowed: a rule body (if) where the end of the definition of restrict is expected"));
    }

    static Stream<Arguments> unreadable_values() {
        return Stream.of(
                arguments("", "2:24: syntax_error: the end of the text where a literal value is expected"),
                arguments(
                        "input.principal.id",
                        "1:9: logic_not_allowed: a reference to input.principal.id where a literal value is expected"),
                arguments(
                        "{\"é\": [x]}", "1:16: logic_not_allowed: a reference to x where a literal value is expected"),
                arguments(
                        "{\"\ud83d\ude00\": data.y[0]}",
                        "1:15: logic_not_allowed: a reference into data.y where a literal value is expected"),
                arguments("time.now_ns()", "1:9: forbidden_builtin:time.now_ns: a call of time.now_ns"),
                arguments("true.x", "1:9: logic_not_allowed: a reference to true.x where a literal value is expected"),
                arguments("null()", "1:9: logic_not_allowed: a call of null where a literal value is expected"),
                arguments("null[0]", "1:9: logic_not_allowed: a reference into null where a literal value is expected"),
                arguments("[1 true]", "1:12: syntax_error: the value true where a comma or ] is expected"),
                arguments("truex", "1:9: logic_not_allowed: a reference to truex where a literal value is expected"),
                arguments("set", "1:9: logic_not_allowed: a reference to set where a literal value is expected"),
                arguments("set ()", "1:9: logic_not_allowed: a call of set where a literal value is expected"),
                arguments("set([1])", "1:9: logic_not_allowed: a call of set where a literal value is expected"),
                arguments("not true", "1:9: logic_not_allowed: the keyword not where a literal value is expected"),
                arguments("some x", "1:9: logic_not_allowed: the keyword some where a literal value is expected"),
                arguments("(1)", "1:9: syntax_error: the character ( where a literal value is expected"),
                arguments("$\"x\"", "1:9: unexpected_character: the character $"),
                arguments("\u00a01", "1:9: unexpected_character: the character U+00A0"),
                arguments("\"\ufeff\"", "1:10: unexpected_character: the character U+FEFF"),
                arguments("`\ufeff`", "1:10: unexpected_character: the character U+FEFF"),
                arguments("1 # \ufeff", "1:13: unexpected_character: the character U+FEFF"),
                arguments(
                        "[1 | true]",
                        "1:12: logic_not_allowed: a comprehension or union where a comma or ] is expected"),
                arguments("[1 2]", "1:12: syntax_error: a number where a comma or ] is expected"),
                arguments("[1-2]", "1:11: logic_not_allowed: the operator - where a comma or ] is expected"),
                arguments("[1 + 2]", "1:12: logic_not_allowed: the operator + where a comma or ] is expected"),
                arguments("[,]", "1:10: syntax_error: the character , where a literal value is expected"),
                arguments("[1,,]", "1:12: syntax_error: the character , where a literal value is expected"),
                arguments("[1\n", "1:9: unbalanced_delimiters: a [ that is never closed"),
                arguments(
                        "{1: 2, 3}",
                        "1:17: syntax_error: the character } where a colon after an object's key is expected"),
                arguments("{1, 2: 3}", "1:14: syntax_error: the character : where a comma or } is expected"),
                arguments(
                        "{\"a\": 1 | true}",
                        "1:17: logic_not_allowed: a comprehension or union where a comma or } is expected"),
                arguments(
                        "{\"a\": 1, \"a\": 2}",
                        "1:18: duplicate_key: the key \"a\" for the second time, with another value"),
                arguments("\"abc", "1:9: unterminated_string: an unterminated string"),
                arguments("\"abc\ndef\"", "1:9: unterminated_string: an unterminated string"),
                arguments("\"a\tb\"", "1:11: invalid_string: the character U+0009 in a string"),
                arguments(
                        "\"a\\x\"",
                        "1:11: invalid_string: an unknown escape where one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u is expected"),
                arguments("\"a\\\n\"", "1:9: unterminated_string: an unterminated string"),
                arguments("\"\\u12g4\"", "1:10: invalid_string: a \\u escape without four hexadecimal digits"),
                arguments("\"\\u\uff11234\"", "1:10: invalid_string: a \\u escape without four hexadecimal digits"),
                arguments("\"\\ud83d\"", "1:10: invalid_string: an escape for half of a surrogate pair"),
                arguments("\"\\ud83d\\u0041\"", "1:10: invalid_string: an escape for half of a surrogate pair"),
                arguments("\"\\ude00\"", "1:10: invalid_string: an escape for half of a surrogate pair"),
                arguments("`abc", "0:1: must_be_data_document: no line # caracal:data-document"),
                arguments("01", "1:9: invalid_number: a malformed number"),
                arguments("1.", "1:9: invalid_number: a malformed number"),
                arguments("1.2.3", "1:9: invalid_number: a malformed number"),
                arguments("-", "1:9: logic_not_allowed: the operator - where a literal value is expected"),
                arguments("- 1", "1:9: logic_not_allowed: the operator - where a literal value is expected"),
                arguments("1e", "1:9: invalid_number: a malformed number"),
                arguments("0x1F", "1:9: invalid_number: a malformed number"),
                arguments("1e10000", "1:9: invalid_number: a number with an exponent beyond 9999"),
                arguments("10e9999", "1:9: invalid_number: a number with an exponent beyond 9999"),
                arguments("0.1e-9999", "1:9: invalid_number: a number with an exponent beyond 9999"),
                arguments("1e-99999999999999999999", "1:9: invalid_number: a number with an exponent beyond 9999"),
                arguments("1".repeat(257), "1:9: invalid_number: a number of more than 256 characters"));
    }

    @ParameterizedTest
    @MethodSource("unreadable_documents")
    void a_document_that_is_not_literal_data_is_refused_by_name_and_place(String content, String what) {
        assertThat(firstProblem(content)).isEqualTo(what);
    }

    @ParameterizedTest
    @MethodSource("unreadable_values")
    void a_value_that_is_not_literal_data_is_refused_by_name_and_place(String value, String what) {
        var position = what.split(":", 2);
        assertThat(firstProblem(HEAD + "risk := " + value))
                .isEqualTo((Integer.parseInt(position[0]) + 1) + ":" + position[1]);
    }

    @Test
    void nesting_is_bounded() {
        assertThat(valueOf("[".repeat(64) + "]".repeat(64))).isInstanceOf(ArrayLiteral.class);
        assertThat(firstProblem(HEAD + "risk := " + "[".repeat(65) + "]".repeat(65)))
                .isEqualTo("2:73: too_deeply_nested: a value nested deeper than 64 levels");
        assertThat(firstProblem(HEAD + "risk := " + "{".repeat(200_000)))
                .isEqualTo("2:9: unbalanced_delimiters: a { that is never closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "1,",
                "\"a\\n",
                "#\n",
                "\n",
                "{\"a\":",
                "`",
                "a.",
                "- ",
                "set()",
                "e1",
                "]",
                "{1:",
                "x := [\n",
                "default ",
                "\nrisk := {\"a\": b}",
                "http.send(",
                "\u00a0",
                "\"\\u12\"",
                "(\n",
                "else "
            })
    void long_hostile_texts_end_quickly(String piece) {
        var content = HEAD + "risk := [" + piece.repeat((ParsedDocument.MAX_LENGTH - 40) / piece.length());
        for (var language : PolicyLanguage.values()) {
            assertTimeout(Duration.ofSeconds(5), () -> assertThat(ParsedDocument.of("doc", content, language)
                            .problems()
                            .inOrder())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(Problems.MAX_SHOWN + 1));
        }
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(PolicyPreview.of(content))
                .isNotNull());
    }

    @Test
    void a_document_of_many_rules_is_read_quickly() {
        var content = HEAD + "risk=1\n".repeat(37_000);
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(read(content)).hasSize(37_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "risk a ",
                "risk := a ",
                "a=1 ",
                "restrict contains a ",
                "in ",
                "import a ",
                "risk := \ud83d\ude00 "
            })
    void a_line_of_many_rules_is_read_quickly(String rule) {
        var content = HEAD + rule.repeat(250_000 / rule.length());
        for (var language : PolicyLanguage.values()) {
            assertTimeout(Duration.ofSeconds(10), () -> assertThat(ParsedDocument.of("doc", content, language)
                            .problems()
                            .inOrder())
                    .hasSizeLessThanOrEqualTo(Problems.MAX_SHOWN + 1));
        }
    }

    @Test
    void keys_chosen_to_collide_do_not_slow_reading_down() {
        var keys = Stream.of("");
        for (int i = 0; i < 13; i++) {
            keys = keys.flatMap(key -> Stream.of(key + "Aa", key + "BB"));
        }
        var members = keys.map(key -> '"' + key + "\":1").toList();
        var value = "{" + String.join(",", members) + "}";
        assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(valueOf(value).items()).hasSize(8192));
    }

    private static String firstProblem(String content) {
        var first = ParsedDocument.of("doc", content + DIRECTIVE, PolicyLanguage.LITERAL)
                .problems()
                .inOrder()
                .get(0);
        return "%d:%d: %s: %s".formatted(first.line(), first.column(), first.code(), first.message());
    }

    private static Literal valueOf(String source) {
        return valueOf(read(HEAD + "risk := " + source + "\n").get(0));
    }

    private static Literal valueOf(Definition definition) {
        return Objects.requireNonNull(Objects.requireNonNull(definition.value()).literal());
    }

    private static List<Definition> read(String content) {
        var parsed = ParsedDocument.of("doc", content + DIRECTIVE, PolicyLanguage.LITERAL);
        assertThat(parsed.problems().inOrder()).isEmpty();
        return parsed.definitions();
    }

    private static Literal text(String value) {
        return new StringLiteral(value);
    }

    private static Literal number(String value) {
        return new NumberLiteral(new BigDecimal(value));
    }

    private static Literal object() {
        return new ObjectLiteral(Map.of());
    }
}
