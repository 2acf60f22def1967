package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.Literal.ArrayLiteral;
import dev.edict.decision.Literal.Constant;
import dev.edict.decision.Literal.NumberLiteral;
import dev.edict.decision.Literal.ObjectLiteral;
import dev.edict.decision.Literal.SetLiteral;
import dev.edict.decision.Literal.StringLiteral;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDataDocumentTest {
    private static final String HEAD = "package caracal.authz\n";

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
                arguments("{\"a\": 1, \"a\": 1.0}", new ObjectLiteral(Map.of(text("a"), number("1")))),
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
                .extracting(definition -> definition.rule() + " " + definition.position())
                .containsExactly("RESTRICT doc:9:1", "APP_IDS doc:10:1", "RISK doc:14:1");
        assertThat(definitions).extracting(Definition::element).containsExactly(true, false, false);
    }

    @Test
    void a_document_may_start_with_a_byte_order_mark_and_define_nothing() {
        assertThat(read("\ufeff" + HEAD)).isEmpty();
        assertThat(read("package caracal.authz")).isEmpty();
    }

    static Stream<Arguments> unreadable_documents() {
        return Stream.of(
                arguments("", "1:1: the end of the text where package caracal.authz is expected"),
                arguments("# only\n", "2:1: the end of the text where package caracal.authz is expected"),
                arguments("risk := []", "1:1: a reference to risk where package caracal.authz is expected"),
                arguments("package other", "1:1: a package other than caracal.authz"),
                arguments("package caracal.authz.x", "1:1: a package other than caracal.authz"),
                arguments("package caracal[\"authz\"]", "1:1: a package other than caracal.authz"),
                arguments("package caracal.authz[0]", "1:22: the character [ where the end of the package is expected"),
                arguments(
                        "package caracal.authz risk := []",
                        "1:23: a reference to risk where the end of the package is expected"),
                arguments(HEAD + HEAD, "2:1: the keyword package where a data rule is expected"),
                arguments(HEAD + "import data.x", "2:1: an import of data.x"),
                arguments(HEAD + "import rego.v1 as r", "2:16: the keyword as where the end of the import is expected"),
                arguments(HEAD + "\n  foo := 1", "3:3: a rule that is no policy data (foo)"),
                arguments(HEAD + "result := 1", "2:1: a rule that is no policy data (result)"),
                arguments(HEAD + "default grants := {}", "2:1: the keyword default where a data rule is expected"),
                arguments(HEAD + "grants(x) := 1", "2:1: a function (grants)"),
                arguments(HEAD + "grants[\"x\"] := 1", "2:1: a reference as the head of a rule (grants)"),
                arguments(HEAD + "grants.x := 1", "2:1: a reference as the head of a rule (grants)"),
                arguments(HEAD + "grants contains 1", "2:8: the keyword contains in a rule other than restrict"),
                arguments(HEAD + "restrict", "2:9: the end of the text where the value of restrict is expected"),
                arguments(HEAD + "restrict if true", "2:10: a rule body (if) where the value of restrict is expected"),
                arguments(HEAD + "restrict { true }", "2:10: a rule body where the value of restrict is expected"),
                arguments(HEAD + "risk == 1", "2:6: the operator = where the value of risk is expected"),
                arguments(
                        HEAD + "risk := 1; grants := {}",
                        "2:10: the character ; where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 grants := {}",
                        "2:11: a reference to grants where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 if input.x",
                        "2:11: a rule body (if) where the end of the definition of risk is expected"),
                arguments(
                        HEAD + "risk := 1 { true }",
                        "2:11: a rule body where the end of the definition of risk is expected"),
                arguments(HEAD + "risk := 1\n{ true }", "3:1: a rule body where a data rule is expected"),
                arguments(HEAD + "risk := 1\n else := 2", "3:2: the keyword else where a data rule is expected"),
                arguments(
                        HEAD + "risk := {1} | {2}",
                        "2:13: a comprehension or union where the end of the definition of risk is expected"),
                arguments(HEAD + "risk := {1}\n| {2}", "3:1: a comprehension or union where a data rule is expected"),
                arguments(
                        HEAD + "risk := [1][0]",
                        "2:12: the character [ where the end of the definition of risk is expected"),
                arguments(HEAD + "restrict contains x", "2:19: a reference to x where a literal value is expected"),
                arguments(
                        HEAD + "restrict contains \"x\" if true",
                        "2:23: a rule body (if) where the end of the definition of restrict is expected"));
    }

    static Stream<Arguments> unreadable_values() {
        return Stream.of(
                arguments("", "1:9: the end of the text where a literal value is expected"),
                arguments(
                        "input.principal.id",
                        "1:9: a reference to input.principal.id where a literal value is expected"),
                arguments("{\"é\": [x]}", "1:16: a reference to x where a literal value is expected"),
                arguments(
                        "{\"\ud83d\ude00\": data.y[0]}",
                        "1:15: a reference into data.y where a literal value is expected"),
                arguments("time.now_ns()", "1:9: a call of time.now_ns where a literal value is expected"),
                arguments("true.x", "1:9: a reference to true.x where a literal value is expected"),
                arguments("null()", "1:9: a call of null where a literal value is expected"),
                arguments("null[0]", "1:9: a reference into null where a literal value is expected"),
                arguments("[1 true]", "1:12: the value true where a comma or ] is expected"),
                arguments("truex", "1:9: a reference to truex where a literal value is expected"),
                arguments("set", "1:9: a reference to set where a literal value is expected"),
                arguments("set ()", "1:9: a reference to set where a literal value is expected"),
                arguments("set([1])", "1:13: the character [ where the end of set() is expected"),
                arguments("not true", "1:9: the keyword not where a literal value is expected"),
                arguments("some x", "1:9: the keyword some where a literal value is expected"),
                arguments("(1)", "1:9: the character ( where a literal value is expected"),
                arguments("$\"x\"", "1:9: the character $ where a literal value is expected"),
                arguments("\u00a01", "1:9: the character U+00A0 where a literal value is expected"),
                arguments("[1 | true]", "1:12: a comprehension or union where a comma or ] is expected"),
                arguments("[1 2]", "1:12: the character 2 where a comma or ] is expected"),
                arguments("[1 + 2]", "1:12: the operator + where a comma or ] is expected"),
                arguments("[,]", "1:10: the character , where a literal value is expected"),
                arguments("[1,,]", "1:12: the character , where a literal value is expected"),
                arguments("[1\n", "2:1: the end of the text where a comma or ] is expected"),
                arguments("{1: 2, 3}", "1:17: the character } where a colon after an object's key is expected"),
                arguments("{1, 2: 3}", "1:14: the operator : where a comma or } is expected"),
                arguments("{\"a\": 1 | true}", "1:17: a comprehension or union where a comma or } is expected"),
                arguments("{\"a\": 1, \"a\": 2}", "1:18: an object's key given twice with different values"),
                arguments("\"abc", "1:9: a string without an end"),
                arguments("\"abc\ndef\"", "1:9: a string without an end"),
                arguments("\"a\tb\"", "1:11: a control character (U+0009) in a string"),
                arguments("\"a\\x\"", "1:11: an unknown escape in a string"),
                arguments("\"a\\\n\"", "1:11: an unknown escape in a string"),
                arguments("\"\\u12g4\"", "1:10: a \\u escape without four hexadecimal digits"),
                arguments("\"\\u\uff11234\"", "1:10: a \\u escape without four hexadecimal digits"),
                arguments("\"\\ud83d\"", "1:10: an escape for half of a surrogate pair"),
                arguments("\"\\ud83d\\u0041\"", "1:10: an escape for half of a surrogate pair"),
                arguments("\"\\ude00\"", "1:10: an escape for half of a surrogate pair"),
                arguments("`abc", "1:9: a raw string without an end"),
                arguments("01", "1:9: a malformed number"),
                arguments("1.", "1:9: a malformed number"),
                arguments("1.2.3", "1:9: a malformed number"),
                arguments("-", "1:9: a malformed number"),
                arguments("- 1", "1:9: a malformed number"),
                arguments("1e", "1:9: a malformed number"),
                arguments("0x1F", "1:9: a malformed number"),
                arguments("1e10000", "1:9: a number with an exponent beyond 9999"),
                arguments("1e-99999999999999999999", "1:9: a number with an exponent beyond 9999"),
                arguments("1".repeat(257), "1:9: a number of more than 256 characters"));
    }

    @ParameterizedTest
    @MethodSource("unreadable_documents")
    void a_document_that_is_not_literal_data_is_refused_by_name_and_place(String content, String what) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UnreadablePolicy.class)
                .hasMessage("doc:" + what);
    }

    @ParameterizedTest
    @MethodSource("unreadable_values")
    void a_value_that_is_not_literal_data_is_refused_by_name_and_place(String value, String what) {
        var position = what.split(":", 2);
        var message = "doc:" + (Integer.parseInt(position[0]) + 1) + ":" + position[1];
        assertThatThrownBy(() -> read(HEAD + "risk := " + value))
                .isInstanceOf(UnreadablePolicy.class)
                .hasMessage(message);
    }

    @Test
    void nesting_is_bounded() {
        assertThat(valueOf("[".repeat(64) + "]".repeat(64))).isInstanceOf(ArrayLiteral.class);
        assertThatThrownBy(() -> valueOf("[".repeat(65) + "]".repeat(65)))
                .hasMessage("doc:2:73: a literal nested deeper than 64 levels");
        assertThatThrownBy(() -> valueOf("{".repeat(200_000)))
                .hasMessage("doc:2:73: a literal nested deeper than 64 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "1,", "\"a\\n", "#\n", "\n", "{\"a\":", "`", "a.", "- ", "set()", "e1"})
    void long_hostile_texts_end_quickly(String piece) {
        var content = HEAD + "risk := [" + piece.repeat(262_144 / piece.length());
        assertTimeout(Duration.ofSeconds(5), () -> assertThatThrownBy(() -> read(content))
                .isInstanceOf(UnreadablePolicy.class));
    }

    @Test
    void a_document_of_many_rules_is_read_quickly() {
        var content = HEAD + "risk=1\n".repeat(37_000);
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(read(content)).hasSize(37_000));
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

    private static Literal valueOf(String source) {
        return read(HEAD + "risk := " + source + "\n").get(0).value();
    }

    private static List<Definition> read(String content) {
        return DocumentReader.read(new PolicyDocument("doc", content));
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
