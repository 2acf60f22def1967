package dev.edict.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Golden;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFolderTest {

    @TempDir
    private Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void example() {
        folder = parent.resolve("payments");
        Ran.edict("init", folder);
    }

    @Test
    void a_case_that_fails_is_shown_with_its_place_and_the_gate_that_decided() throws IOException {
        change("grants.rego", "\"teller\": [\"ledger:read\"]", "\"teller\": [\"ledger:write\"]");
        change("trainees.rego", "\"trainee-\"", "\"junior-\"");
        var ran = test();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).isEmpty();
        Golden.assertSame("test-failing.txt", ran.out().replace(parent.toString(), "DIR"));
    }

    @Test
    void json_has_every_case_and_explains_those_that_fail() throws IOException {
        change("trainees.rego", "\"trainee-\"", "\"junior-\"");
        var ran = test("--format", "json");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).isASCII();
        Golden.assertSame("test-failing.json", ran.json().toPrettyString().replace(parent.toString(), "DIR") + "\n");
    }

    @Test
    void a_diagnostic_that_is_expected_and_missing_fails_the_case() throws IOException {
        change("suites/tellers.yaml", "expect: allow", "expect_diagnostics: [{risk: []}]\n    expect: allow");
        assertThat(test().out())
                .contains(
                        """
                        tellers.yaml:5:5: failed: tellers: a teller reads
                            expected  allow
                            actual    allow
                            missing   [{"risk":[]}]
                        """);
    }

    @Test
    void errors_of_documents_fail_before_any_case_is_evaluated() throws IOException {
        change("grants.rego", "\"application\": \"ledger\"", "\"application\": lower(\"L\")");
        var ran = test();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .contains(folder + "/grants.rego:8:20: error: logic_not_allowed: ")
                .endsWith("no case was evaluated: the documents have errors\n");
    }

    @Test
    void documents_are_compared_with_the_catalogue_and_warnings_fail_where_the_zone_is_strict() throws IOException {
        change("grants.rego", "\"teller\": [\"ledger:read\"]", "\"teller\": [\"ledger:read\", \"ledger:raed\"]");
        var ran = test();
        assertThat(ran.out())
                .contains("warning: unknown_scope: ", "the nearest is ledger:read")
                .contains("warnings fail, because edict.yaml says strict: true\n")
                .endsWith("4 cases: 4 passed\n");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        change("edict.yaml", "strict: true ", "strict: false");
        assertThat(test().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_filter_chooses_by_the_names_of_suite_and_case() {
        assertThat(test("--filter", "CLERK").out())
                .isEqualTo("3 documents, no problem\n%s/suites/tellers.yaml: 1 passed\n1 case: 1 passed\n"
                        .formatted(folder));
        assertThat(test("--filter", "tellers").out()).endsWith("\n3 cases: 3 passed\n");
        assertThat(test("--filter", "canaries").out()).endsWith("/canaries: 1 passed\n1 case: 1 passed\n");
        var ran = test("--filter", "nobody");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict test: --filter: no case has nobody in its name\n");
    }

    @Test
    void a_folder_without_cases_says_so_and_passes() throws IOException {
        Files.delete(folder.resolve("suites/tellers.yaml"));
        Files.delete(folder.resolve("canaries/trainees-do-not-write.yaml"));
        assertThat(test())
                .isEqualTo(new Ran(
                        ExitCode.DONE,
                        "3 documents, no problem\nno case: there is none in suites/ and canaries/\n",
                        ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            expect: deny\\n    expect_reason: nobody_knows | 32:20: expect_reason: no denial has this reason
            expect: allow\\n    expect_reason: no_rule_matched | 32:20: expect_reason: an allow has no deny reason
            expect: allow\\n    expect_reasons: x | 32:5: unknown key expect_reasons: did you mean expect_reason?
            expect: allow\\n    expect_diagnostics: [x] | 32:26: expected a mapping
            expect: maybe | 31:13: expected one of allow, deny
            """)
    void an_expectation_that_no_zone_takes_is_rejected_with_its_place(String text, String message) throws IOException {
        var all = Files.readString(folder.resolve("suites/tellers.yaml"));
        var last = all.lastIndexOf("expect: allow");
        Files.writeString(
                folder.resolve("suites/tellers.yaml"), all.substring(0, last) + text.replace("\\n", "\n") + "\n");
        var ran = test();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict test: %s/suites/tellers.yaml:%s".formatted(folder, message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            labels: [teller]   | lables: [teller]   | 7:62: input.principal.lables: unknown member
            labels: [teller]   | labels: teller     | 7:62: input.principal.labels: expected
            labels: [teller]   | access_token: x    | 7:68: input.principal.access_token: the name is that of a secret
            action: {id: TokenExchange} | actoin: {} | 7:7: input.action: expected
            """)
    void an_input_that_no_zone_takes_is_rejected_with_its_place(String from, String to, String message)
            throws IOException {
        change("suites/tellers.yaml", from, to);
        var ran = test("--filter", "canaries");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict test: %s/suites/tellers.yaml:%s".formatted(folder, message));
    }

    @Test
    void a_case_may_name_the_id_of_its_zone() throws IOException {
        change("suites/tellers.yaml", "labels: [teller]", "zone_id: z-1, labels: [teller]");
        assertThat(test().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_folder_that_is_no_zone_is_rejected() {
        var ran = Ran.edict("test", parent);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains("make one with edict init");
    }

    private Ran test(Object... more) {
        var arguments = new Object[more.length + 2];
        arguments[0] = "test";
        arguments[1] = folder;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Ran.edict(arguments);
    }

    private void change(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        assertThat(path).content().contains(from);
        Files.writeString(
                path,
                Files.readString(path)
                        .replaceFirst(
                                java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
    }
}
