package dev.edict.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDocumentsTest {

    private static final String BINDING =
            """
            # caracal:data-document
            package caracal.authz
            app_ids := {"shop": "app-1", "till": "app-2"}
            """;

    private static final String GRANT_OF_ANOTHER =
            """
            # caracal:data-document
            package caracal.authz
            grants := {"resource://orders": {"application": "shopp", "roles": {"clerk": ["read"]}}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void a_document_without_a_problem_is_reported_in_one_line() throws IOException {
        var ran = Ran.edict("check", Texts.file(folder, "shop.rego", Texts.GRANTS));
        assertThat(ran).isEqualTo(new Ran(ExitCode.DONE, "1 document, no problem\n", ""));
    }

    @Test
    void problems_are_reported_with_their_place_and_help() throws IOException {
        var ran = Ran.edict("check", Texts.file(folder, "a.rego", Texts.MISTAKES));
        assertThat(ran.out().replace(folder.toString(), "DIR"))
                .isEqualTo(
                        """
                        DIR/a.rego:4:35: error: wrong_shape: the number 5 where an application id is expected [app_ids["😀"]]
                            app_ids := {"shop": "app-1", "😀": 5}
                                                              ^
                            help: Write a value of the shape that is expected here.
                        DIR/a.rego:4:35: warning: binding_without_grant: the binding 😀, to which nothing is granted [app_ids["😀"]]
                            app_ids := {"shop": "app-1", "😀": 5}
                                                              ^
                            help: Grant something to it, or remove it.
                        DIR/a.rego:6:76: warning: role_without_scope: a role without scope [grants["resource://orders"].roles.clerk]
                            ource://orders": {"application": "shop", "roles": {"clerk": []}}}
                                                                                        ^
                            help: Give the role a scope, or remove it.
                        DIR/a.rego:8:23: error: logic_not_allowed: the operator + where a comma or } is expected [restrict.why]
                            restrict := {"why": 1 + 1}
                                                  ^
                            help: Write the value out; a document holds data only.
                        DIR/a.rego:11:38: warning: unused_tier: the tier low, which no risk has [approval_tiers[1]]
                            approval_tiers := [{"tier": "high"}, {"tier": "low"}]
                                                                 ^
                            help: Use it in risk, or remove it.
                        2 errors, 3 warnings in 1 document
                        """);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void documents_are_checked_together() throws IOException {
        var ran = Ran.edict(
                "check", Texts.file(folder, "apps.rego", BINDING), Texts.file(folder, "grants.rego", GRANT_OF_ANOTHER));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).contains("grants.rego:3:", "warning: grant_without_binding: ", "in 2 documents\n");
    }

    @Test
    void documents_that_do_not_fit_together_are_fine_alone() throws IOException {
        var ran = Ran.edict(
                "check",
                "--alone",
                Texts.file(folder, "apps.rego", BINDING),
                Texts.file(folder, "grants.rego", GRANT_OF_ANOTHER));
        assertThat(ran).isEqualTo(new Ran(ExitCode.DONE, "2 documents, no problem\n", ""));
    }

    @Test
    void warnings_alone_are_no_failure() throws IOException {
        var unused = Texts.GRANTS.replace("\"app-1\"", "\"app-1\", \"till\": \"app-2\"");
        var ran = Ran.edict("check", Texts.file(folder, "shop.rego", unused));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).contains(": warning: binding_without_grant: ").endsWith("\n1 warning in 1 document\n");
    }

    @Test
    void warnings_are_a_failure_with_strict() throws IOException {
        var unused =
                Texts.file(folder, "shop.rego", Texts.GRANTS.replace("\"app-1\"", "\"app-1\", \"till\": \"app-2\""));
        assertThat(Ran.edict("check", "--strict", unused).exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(Ran.edict("check", "--strict", "--alone", unused).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void two_different_definitions_of_one_name_are_an_error() throws IOException {
        var ran = Ran.edict(
                "check",
                Texts.file(folder, "apps.rego", BINDING),
                Texts.file(folder, "more.rego", BINDING.replace("app-2", "app-3")));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).contains("more.rego:3:1: error: duplicate_definition: app_ids, which is defined at ");
    }

    @Test
    void logic_is_an_error_in_literal_documents_only() throws IOException {
        var logic = Texts.file(folder, "logic.rego", Texts.GRANTS + "confinement := [x | x := 1]\n");
        assertThat(Ran.edict("check", logic).out()).contains("logic.rego:10:17: error: logic_not_allowed: ");
        assertThat(Ran.edict("check", "--language", "literal", logic).exitCode())
                .isEqualTo(ExitCode.DIFFERENT);
        var judged = Ran.edict("check", "--language", "rego", logic);
        assertThat(judged.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(judged.out()).contains(": warning: not_judged: ").endsWith("1 warning in 1 document\n");
    }

    @Test
    void an_empty_file_is_an_empty_policy() throws IOException {
        var ran = Ran.edict("check", Texts.file(folder, "empty.rego", ""));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).contains("empty.rego:1:1: error: empty_policy: an empty document\n");
    }

    @Test
    void json_has_every_member_of_a_problem() throws IOException {
        var file = Texts.file(folder, "a.rego", Texts.MISTAKES);
        var ran = Ran.edict("check", "--format", "json", file);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).isASCII();
        var report = ran.json();
        assertThat(report.propertyNames()).containsExactly("documents", "errors", "warnings", "problems");
        assertThat(report.get("documents").asInt()).isEqualTo(1);
        assertThat(report.get("errors").asInt()).isEqualTo(2);
        assertThat(report.get("warnings").asInt()).isEqualTo(3);
        var problem = report.get("problems").get(0);
        assertThat(problem.toString().replace(folder.toString(), "DIR"))
                .isEqualTo(
                        "{\"code\":\"wrong_shape\",\"severity\":\"error\",\"document\":\"DIR/a.rego\",\"line\":4,\"column\":35,\"message\":\"the"
                                + " number 5 where an application id is expected\",\"found\":\"the number"
                                + " 5\",\"expected\":\"an application"
                                + " id\",\"path\":\"app_ids[\\\"😀\\\"]\",\"excerpt\":\"app_ids := {\\\"shop\\\":"
                                + " \\\"app-1\\\", \\\"😀\\\": 5}\\n"
                                + " ".repeat(34) + "^\","
                                + "\"help\":\"Write a value of the shape that is expected here.\"}");
        assertThat(report.get("problems").get(1).get("expected").isNull()).isTrue();
    }

    @Test
    void json_of_no_problem_says_so() throws IOException {
        var ran = Ran.edict("check", "--format", "json", Texts.file(folder, "shop.rego", Texts.GRANTS));
        assertThat(ran)
                .isEqualTo(
                        new Ran(ExitCode.DONE, "{\"documents\":1,\"errors\":0,\"warnings\":0,\"problems\":[]}\n", ""));
    }

    @Test
    void more_documents_than_a_manifest_allows_are_refused() throws IOException {
        var file = Texts.file(folder, "shop.rego", Texts.GRANTS);
        var arguments = Collections.nCopies(257, (Object) file).toArray();
        arguments[0] = "check";
        assertThat(Ran.edict(arguments).exitCode()).isEqualTo(ExitCode.DONE);
        var oneMore = Collections.nCopies(258, (Object) file).toArray();
        oneMore[0] = "check";
        var ran = Ran.edict(oneMore);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("a bundle has at most 256 documents, but 257 are given\n");
        assertThat(ran.out()).isEmpty();
        oneMore[1] = "--alone";
        assertThat(Ran.edict(oneMore).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void text_of_a_document_does_not_reach_the_terminal_as_commands() throws IOException {
        var hostile = Texts.GRANTS + "x := \"\u202Eabc\u001B[31m\"\n";
        var ran = Ran.edict("check", Texts.file(folder, "shop.rego", hostile));
        assertThat(ran.out()).contains("\n    x := \" abc [31m\"\n    ^\n").doesNotContain("\u202E", "\u001B");
    }

    @Test
    void a_long_name_is_shortened() throws IOException {
        var ran = Ran.edict("check", Texts.file(folder, "shop.rego", Texts.GRANTS + "x".repeat(9_000) + " := 1\n"));
        assertThat(ran.out())
                .contains("error: data_document_rule_not_allowed:xxx")
                .contains("x…: a rule xxx");
        assertThat(ran.out()).hasSizeLessThan(1_500);
    }
}
