package dev.edict.cli.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideRequestTest {

    private static final String RISK =
            """
            # caracal:data-document
            package caracal.authz
            risk := [{"scope": "read", "tier": "high"}]
            approval_tiers := [{"tier": "high"}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = Texts.file(folder, "shop.rego", Texts.GRANTS);
    }

    @Test
    void an_allow_names_what_allowed() throws IOException {
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", input(Texts.mint("app-1", "read")));
        assertThat(ran).isEqualTo(new Ran(ExitCode.DONE, "allow by caracal-shop-mint\n", ""));
    }

    @Test
    void an_input_may_begin_with_a_byte_order_mark_as_documents_may() throws IOException {
        var marked = Texts.file(folder, "marked.json", "\uFEFF" + Texts.mint("app-1", "read"));
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", marked);
        assertThat(ran).isEqualTo(new Ran(ExitCode.DONE, "allow by caracal-shop-mint\n", ""));
        var twice = Texts.file(folder, "twice.json", "\uFEFF\uFEFF" + Texts.mint("app-1", "read"));
        assertThat(Ran.edict("decide", "--bundle", bundle, "--input", twice).exitCode())
                .isEqualTo(ExitCode.NOT_UNDERSTOOD);
    }

    @Test
    void an_allow_that_asks_for_a_step_up_says_so() throws IOException {
        var ran = Ran.edict(
                "decide",
                "--bundle",
                bundle,
                Texts.file(folder, "risk.rego", RISK),
                "--input",
                input(Texts.mint("app-1", "read")));
        assertThat(ran.out()).startsWith("allow by caracal-shop-mint\n  {\"step_up_required\":{");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_deny_names_the_reason() throws IOException {
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", input(Texts.mint("app-9", "read")));
        assertThat(ran).isEqualTo(new Ran(ExitCode.DIFFERENT, "deny: resource_not_granted\n", ""));
    }

    @Test
    void what_cannot_be_decided_is_not_executed() throws IOException {
        var logic = Texts.file(folder, "logic.rego", Texts.GRANTS + "confinement := [x | x := 1]\n");
        var ran = Ran.edict("decide", "--bundle", logic, "--input", input(Texts.mint("app-1", "read")));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.out()).startsWith("not executed: not_analysable: confinement is not literal data: ");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void an_explanation_shows_every_gate_up_to_the_one_that_denied() throws IOException {
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", input(Texts.mint("app-1", "delete")), "--explain");
        assertThat(ran.out())
                .isEqualTo(
                        """
                        shape: mint
                          passed  not_frozen              {"restrictions":0}
                          passed  data_readable
                          passed  risk_well_formed
                          passed  approvals_well_formed
                          passed  owned                   {"granted_to":"shop","owner":"app-1","principal":"app-1","resource":"resource://orders"}
                          DENIED  within_edge             {"edge_scopes":["read","refund"],"requested_scopes":["delete"]}
                        deny: delegation_scope_exceeded
                        """);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void a_long_explanation_is_shortened() throws IOException {
        var long_ = Texts.mint("app-9", "read").replace("\"app-9\"", '"' + "x".repeat(60_000) + '"');
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", input(long_), "--explain");
        assertThat(ran.out()).contains("xxx…\n").hasSizeLessThan(2_000);
    }

    @Test
    void json_is_the_contracts_result() throws IOException {
        var request = input(Texts.mint("app-1", "read"));
        assertThat(Ran.edict("decide", "--bundle", bundle, "--input", request, "--format", "json"))
                .isEqualTo(new Ran(
                        ExitCode.DONE,
                        "{\"decision\":\"allow\",\"determining_policies\":[{\"policy\":\"caracal-shop-mint\"}],"
                                + "\"evaluation_status\":\"complete\",\"diagnostics\":[]}\n",
                        ""));
        assertThat(Ran.edict(
                                "decide",
                                "--bundle",
                                bundle,
                                "--input",
                                input(Texts.mint("app-9", "read")),
                                "--format=json")
                        .out())
                .isEqualTo("{\"decision\":\"deny\",\"determining_policies\":[],\"evaluation_status\":\"complete\","
                        + "\"diagnostics\":[{\"reason\":\"resource_not_granted\"}]}\n");
    }

    @Test
    void json_says_why_nothing_was_executed() throws IOException {
        var ran = Ran.edict(
                "decide",
                "--format",
                "json",
                "--bundle",
                Texts.file(folder, "broken.rego", "package"),
                "--input",
                input(Texts.mint("app-1", "read")));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.json().propertyNames()).containsExactly("evaluation", "reason");
        assertThat(ran.json().get("evaluation").asString()).isEqualTo("not_executed");
        assertThat(ran.json().get("reason").asString()).startsWith("the bundle cannot be read: ");
    }

    @Test
    void json_explains_too() throws IOException {
        var ran = Ran.edict(
                "decide",
                "--bundle",
                bundle,
                "--input",
                input(Texts.mint("app-9", "read")),
                "--explain",
                "--format",
                "json");
        var explanation = ran.json().get("explanation");
        assertThat(explanation.get("shape").asString()).isEqualTo("mint");
        var steps = explanation.get("steps");
        assertThat(steps.get(0).toString())
                .isEqualTo(
                        "{\"gate\":\"not_frozen\",\"passed\":true,\"compared\":{\"restrictions\":0},\"reason\":null}");
        assertThat(steps.get(steps.size() - 1).toString())
                .isEqualTo(
                        "{\"gate\":\"owned\",\"passed\":false,\"compared\":{\"granted_to\":\"shop\",\"owner\":\"app-1\","
                                + "\"principal\":\"app-9\",\"resource\":\"resource://orders\"},\"reason\":\"resource_not_granted\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1, \"a\": 2}|:1:13: not JSON: Duplicate Object property \"a\"",
                "{} {}|:1:4: not JSON: something follows the object",
                "{\"a\": |:1:6: not JSON: Unexpected end-of-input",
                "nonsense|:1:1: not JSON: Unrecognized token 'nonsense'",
                "{} nonsense|:1:4: not JSON: Unrecognized token 'nonsense'",
                "[]|: a JSON object is expected",
                "''|: a JSON object is expected",
                "{\"principal\": 5}|: principal: expected an object",
                "{\"schema_version\": \"1\"}|: schema_version: expected \"2026-05-20\"",
            })
    void an_invalid_input_is_reported_in_one_line(String text, String why) throws IOException {
        var file = input(text);
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", file);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict decide: " + file + why).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void an_input_nested_without_end_is_refused() throws IOException {
        var ran = Ran.edict("decide", "--bundle", bundle, "--input", input("{\"a\":" + "[".repeat(500_000)));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains("not JSON: ").hasLineCount(1);
    }

    @Test
    void more_documents_than_a_manifest_allows_are_refused() throws IOException {
        var arguments =
                new ArrayList<Object>(List.of("decide", "--input", input(Texts.mint("app-1", "read")), "--bundle"));
        arguments.addAll(Collections.nCopies(257, bundle));
        var ran = Ran.edict(arguments.toArray());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("a bundle has at most 256 documents, but 257 are given\n");
    }

    private Path input(String text) throws IOException {
        return Texts.file(folder, "input.json", text);
    }
}
