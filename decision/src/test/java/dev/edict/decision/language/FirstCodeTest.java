package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of several problems, the first code is the one that the stock validator reports (contract §8.2). */
class FirstCodeTest {
    private static final String DIRECTIVE = "# caracal:data-document\n";
    private static final String HEAD = DIRECTIVE + "package caracal.authz\n";

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("foo := [\"", "unterminated_string"),
                arguments("package x.\nfoo := [http.send(", "unbalanced_delimiters"),
                arguments("foo := http.send(x)", "missing_package_declaration"),
                arguments("package 1x\nfoo := http.send(x)", "invalid_package_name"),
                arguments("package x\nfoo := time.now_ns(http.send(1))", "forbidden_builtin:http.send"),
                arguments("package x\nresult := 1", "must_use_package_caracal_authz"),
                arguments("package caracal[\"authz\"]\nresult := 1", "must_use_package_caracal_authz"),
                arguments("package caracal.authz\nresult := 1", "must_be_data_document"),
                arguments(HEAD + "foo := 1\nresult := 1", "data_document_must_not_define_result"),
                arguments(HEAD + "result { true }", "data_document_must_not_define_result"),
                arguments(HEAD + "default result = 1", "data_document_must_not_define_result"),
                arguments(HEAD + "result(x) := 1", "data_document_must_not_define_result"),
                arguments(HEAD + "foo\n  := 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo == 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo if true", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo contains 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo := input.x\nbar := 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "risk[\"x\"]", "data_document_must_define_data"),
                arguments(HEAD + "app_ids[\"k\"] := \"v\"", "data_document_must_define_data"),
                arguments(HEAD + "app_ids.k := \"v\"", "data_document_must_define_data"),
                arguments(HEAD + "foo[\"x\"] := 1", "data_document_must_define_data"),
                arguments(HEAD + "result[\"decision\"] := \"allow\"", "data_document_must_define_data"),
                arguments(HEAD + "restrict", "data_document_must_define_data"),
                arguments(HEAD + "import data.x", "data_document_must_define_data"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_first_code_is_that_of_the_stock_validator(String content, String code) {
        for (var language : PolicyLanguage.values()) {
            assertThat(ParsedDocument.of("doc", content, language).firstViolation())
                    .as(language.toString())
                    .contains(code);
        }
    }
}
