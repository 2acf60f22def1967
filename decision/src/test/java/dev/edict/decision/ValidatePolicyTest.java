package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatePolicyTest {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n";

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments("", "empty_policy"),
                arguments(" ", "missing_package_declaration"),
                arguments("x := \"", "unterminated_string"),
                arguments("x := \"a\nb\"", "unterminated_string"),
                arguments("x := \"\\\"", "unterminated_string"),
                arguments("x := `", "unterminated_string"),
                arguments("(", "unbalanced_delimiters"),
                arguments(")(", "unbalanced_delimiters"),
                arguments("([)]", "unbalanced_delimiters"),
                arguments("x := 1", "missing_package_declaration"),
                arguments("# package caracal.authz", "missing_package_declaration"),
                arguments("x package caracal.authz", "missing_package_declaration"),
                arguments("packagecaracal.authz", "missing_package_declaration"),
                arguments("# caracal:data-document\rpackage caracal.authz\rrisk := []", "missing_package_declaration"),
                arguments("package caracal.", "invalid_package_name"),
                arguments("package 1caracal", "invalid_package_name"),
                arguments("package caracal..authz", "invalid_package_name"),
                arguments("package other\nx := http.send(1)", "forbidden_builtin:http.send"),
                arguments("package other", "must_use_package_caracal_authz"),
                arguments("package caracal[\"authz\"]", "must_use_package_caracal_authz"),
                arguments("package caracal.authz\nresult := 1", "must_be_data_document"),
                arguments("package caracal.authz\nx := 1 # caracal:data-document", "must_be_data_document"),
                arguments("package caracal.authz\n# Caracal:data-document\nrisk := 1", "must_be_data_document"),
                arguments("package caracal.authz\n# caracal:data-documents\nrisk := 1", "must_be_data_document"),
                arguments("package caracal.authz\n# note caracal:data-document\nrisk := 1", "must_be_data_document"),
                arguments(HEAD + "foo := 1\nresult := 1", "data_document_must_not_define_result"),
                arguments(HEAD + "default result := 1", "data_document_must_not_define_result"),
                arguments(HEAD, "data_document_must_define_data"),
                arguments(HEAD + "app_ids[\"k\"] := \"v\"", "data_document_must_define_data"),
                arguments(HEAD + "grants.x := 1", "data_document_must_define_data"),
                arguments(HEAD + "# risk := 1", "data_document_must_define_data"),
                arguments(HEAD + "grants := {}\nfoo := 1\nbar := 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo if true", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo contains 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo { true }", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo(x, y) := 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "foo(bar(1)) if true", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "default foo := 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "default\nfoo\n\n:= 1", "data_document_rule_not_allowed:foo"),
                arguments(HEAD + "default := 1", "data_document_rule_not_allowed:default"),
                arguments(HEAD + "k == 1", "data_document_rule_not_allowed:k"),
                arguments(HEAD + "grants := {x |\n  y := 1\n}", "data_document_rule_not_allowed:y"),
                arguments(HEAD + "motif x", "data_document_rule_not_allowed:mot"));
    }

    static Stream<String> accepted_surfaces() {
        return Stream.of(
                HEAD + "grants := {}",
                HEAD + "risk = 1\napproval_tiers := []\nconfinement := []",
                HEAD + "restrict contains \"x\"",
                HEAD + "grants := {}\nfoo[\"x\"] := 1",
                HEAD + "grants := {}\nfoo.bar := 1",
                HEAD + "grants := {}\nresult[\"decision\"] := \"allow\"",
                HEAD + "restrict := {}; foo := 1",
                HEAD + "app_ids := {\"k\": input.principal.id}",
                HEAD + "grants := {} if {\n  x\n}\nelse := 1\nwith = 2\nimport = 3\npackage := 4",
                HEAD + "grants := {\"x\": `\nfoo := 1\n`}",
                HEAD + "grants := \"http.send(\"",
                HEAD + "grants := xhttp.send(1)",
                HEAD + "grants := a.http.send(1)",
                HEAD + "grants := http.send",
                HEAD + "grants(x\n) := 1\nrisk := 1",
                HEAD + "risk contains\nfoo := 1",
                "package\n\tcaracal.authz\n  #caracal:data-document-x\n\n risk := 1",
                "\ufeff# caracal:data-document\r\npackage caracal.authz\r\nrisk := 1",
                "#\u00a0\u2003caracal:data-document\npackage\u3000caracal.authz\nrisk\u2028:= 1",
                HEAD + "risk := \"\\\n\"");
    }

    @ParameterizedTest
    @MethodSource("violations")
    void the_first_violation_is_named(String content, String code) {
        assertThat(PolicyValidator.firstViolation(content)).contains(code);
    }

    @ParameterizedTest
    @MethodSource("accepted_surfaces")
    void a_data_document_by_its_surface_passes(String content) {
        assertThat(PolicyValidator.firstViolation(content)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.send",
                "net.lookup_ip_addr",
                "net.cidr_contains",
                "net.cidr_intersects",
                "net.cidr_expand",
                "net.cidr_merge",
                "opa.runtime",
                "rand.intn",
                "time.now_ns"
            })
    void calls_of_impure_built_ins_are_forbidden(String builtin) {
        assertThat(PolicyValidator.firstViolation(HEAD + "risk := [" + builtin + "\n (1)]"))
                .contains("forbidden_builtin:" + builtin);
    }

    @Test
    void forbidden_built_ins_are_reported_in_the_order_of_the_list() {
        assertThat(PolicyValidator.firstViolation(HEAD + "risk := [time.now_ns(), rand.intn(1), net.cidr_merge(1)]"))
                .contains("forbidden_builtin:net.cidr_merge");
    }

    @Test
    void every_violation_hides_the_ones_after_it() {
        var bad = "package other.\n(http.send(\nresult := \"";
        assertThat(PolicyValidator.firstViolation("\0" + " ".repeat(262_144) + bad))
                .contains("content_not_storable");
        assertThat(PolicyValidator.firstViolation(" ".repeat(262_144) + bad)).contains("content_too_large");
        assertThat(PolicyValidator.firstViolation(bad)).contains("unterminated_string");
        assertThat(PolicyValidator.firstViolation(bad + "\"")).contains("unbalanced_delimiters");
        assertThat(PolicyValidator.firstViolation("x := http.send()")).contains("missing_package_declaration");
        assertThat(PolicyValidator.firstViolation("package x.\ny := http.send()"))
                .contains("invalid_package_name");
        assertThat(PolicyValidator.firstViolation("package caracal.authz\nresult := http.send()"))
                .contains("forbidden_builtin:http.send");
    }

    @Test
    void the_longest_document_has_262144_units() {
        var document = HEAD + "risk := 1\n#";
        var longest = document + "x".repeat(262_144 - document.length());
        assertThat(PolicyValidator.firstViolation(longest)).isEmpty();
        assertThat(PolicyValidator.firstViolation(longest + "x")).contains("content_too_large");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xd800, 0xdfff})
    void a_text_that_utf_8_or_postgresql_cannot_hold_is_not_storable(int unit) {
        var document = HEAD + "risk := \"" + (char) unit + "\"";
        assertThat(PolicyValidator.firstViolation(document)).contains("content_not_storable");
        assertThat(PolicyValidator.firstViolation("" + (char) unit)).contains("content_not_storable");
    }

    @Test
    void characters_beyond_the_basic_plane_are_storable() {
        assertThat(PolicyValidator.firstViolation(HEAD + "risk := \"\ud83d\ude00\""))
                .isEmpty();
        assertThat(PolicyValidator.firstViolation("\ude00\ud83d")).contains("content_not_storable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n",
                " ",
                "\n",
                "# caracal:data-document",
                "#\n",
                "\ncaracal:data-document",
                "package ",
                "\npackage ",
                "default ",
                "default\n",
                "\ndefault a",
                "http.send ",
                "a(",
                "()",
                "\na() ",
                "\na()\n",
                "\\",
                "\"\"",
                "if ",
                "input.",
                "xinput.",
                "\"decision\" :",
                "(",
                "{",
                "_"
            })
    void long_hostile_texts_end_quickly(String piece) {
        var hostile = piece.repeat((262_144 - HEAD.length() - 2) / piece.length());
        assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(PolicyValidator.firstViolation(hostile)).isPresent();
            PolicyValidator.firstViolation(HEAD + hostile);
            if (PolicyOutline.of(HEAD + hostile).violation().isEmpty()) {
                assertThat(PolicyPreview.of(HEAD + hostile).packageName()).isEqualTo("caracal.authz");
            }
        });
    }
}
