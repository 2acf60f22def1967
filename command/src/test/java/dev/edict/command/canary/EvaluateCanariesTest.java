package dev.edict.command.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.canary.DueCanaries.Due;
import dev.edict.command.content.ContentCorrupted;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.Refusal;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The canaries of a zone under a sealed version, with the embedded engine. */
@Tag("servers")
class EvaluateCanariesTest {

    private static final String GRANTS =
            """
            # caracal:data-document
            package caracal.authz
            app_ids := {"ledger": "app-1"}
            grants := {"resource://ledger": {"application": "ledger", "roles": {"teller": ["ledger:read"]}}}
            """;

    private final WriteSide writeSide = new WriteSide();

    @BeforeEach
    void a_zone_with_a_sealed_version() {
        writeSide.send(new RegisterZone("z1", "z1", null, false));
        writeSide.send(new CreatePolicy("p1", "z1", "grants", null, "pv1", GRANTS));
        writeSide.send(new CreatePolicySet("s1", "z1", "set", null));
        writeSide.send(new CreatePolicySetVersion("s1", "z1", "v1", List.of("pv1"), false, null, null));
    }

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void nothing_is_evaluated_unless_the_zone_asks_for_it_and_has_canaries() {
        define("reads", "ledger:read", "deny", null);
        assertThat(evaluate()).isNull();
        assertThat(due().find("z1")).isEmpty();
        set(CanarySetting.REQUIRED);
        assertThat(due().find("z1")).contains(new Due("required", 1));
        writeSide.send(new RemoveCanary("z1", "reads"));
        assertThat(evaluate()).isNull();
        assertThat(due().find("z1")).isEmpty();
    }

    @Test
    void canaries_that_pass_are_counted() {
        define("reads", "ledger:read", "allow", null);
        define("writes", "ledger:write", "deny", "role_scope_mismatch");
        set(CanarySetting.REQUIRED);
        assertThat(evaluate()).isEqualTo(new CanaryForecast("required", 2, 2, 0, List.of()));
    }

    @Test
    void a_warning_names_those_that_would_fail_by_decision_and_by_reason() {
        define("reads", "ledger:read", "deny", null);
        define("pays", "ledger:pay", "deny", "no_rule_matched");
        define("writes", "ledger:write", "deny", null);
        set(CanarySetting.WARN);
        assertThat(evaluate()).isEqualTo(new CanaryForecast("warn", 3, 1, 2, List.of("pays", "reads")));
    }

    @Test
    void a_requirement_refuses_and_tells_what_was_expected_and_what_would_be_decided() {
        define("reads", "ledger:read", "deny", "role_scope_mismatch");
        define("writes", "ledger:write", "deny", null);
        set(CanarySetting.REQUIRED);
        assertThatThrownBy(this::evaluate)
                .hasMessage("1 of 2 canaries would fail under version v1: reads")
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(Rejection.Reason.CANARIES_WOULD_FAIL);
                    assertThat(rejection.facts())
                            .containsEntry("canariesVersion", 2L)
                            .containsEntry("failed", 1);
                    assertThat(rejection.facts().get("failing"))
                            .asInstanceOf(InstanceOfAssertFactories.list(CaseResult.class))
                            .containsExactly(new CaseResult(
                                    "reads",
                                    "deny",
                                    "role_scope_mismatch",
                                    "allow",
                                    CaseResult.Outcome.FAILED,
                                    null,
                                    null));
                });
    }

    @Test
    void a_canary_that_cannot_be_evaluated_fails() {
        writeSide.send(new DefineCanary("z1", "unreadable", "{\"principal\":{}}", "deny", null));
        set(CanarySetting.REQUIRED);
        assertThatThrownBy(this::evaluate).hasMessage("1 of 1 canary would fail under version v1: unreadable");
    }

    @Test
    void at_most_ten_are_named() {
        for (int n = 0; n < 12; n++) {
            define("n%02d".formatted(n), "scope-" + n, "allow", null);
        }
        set(CanarySetting.REQUIRED);
        assertThatThrownBy(this::evaluate).hasMessageEndingWith("n08, n09 and 2 more");
        set(CanarySetting.WARN);
        assertThat(evaluate())
                .isNotNull()
                .returns(12, CanaryForecast::failed)
                .extracting(CanaryForecast::failing, InstanceOfAssertFactories.list(String.class))
                .hasSize(10)
                .endsWith("n09");
    }

    @Test
    void a_version_that_does_not_exist_is_left_to_the_command() {
        define("reads", "ledger:read", "deny", null);
        set(CanarySetting.REQUIRED);
        assertThat(forecasts().evaluate("z1", "s1", "v9")).isNull();
        assertThat(forecasts().evaluate("z9", "s1", "v1")).isNull();
    }

    @Test
    void an_input_that_is_not_the_defined_one_is_never_evaluated() {
        define("reads", "ledger:read", "deny", null);
        set(CanarySetting.WARN);
        writeSide
                .sql()
                .sql(
                        """
                        alter table events.content disable trigger all;
                        update events.content set content = content || ' ' where content like '{%'
                        """)
                .update();
        assertThatThrownBy(this::evaluate).isInstanceOf(ContentCorrupted.class).hasMessageContaining("canary reads");
    }

    private void define(String name, String scope, String expect, @Nullable String reason) {
        var input = Map.of(
                "principal",
                Map.of("type", "Application", "id", "app-1", "zone_id", "z1", "labels", List.of("teller")),
                "resource",
                Map.of("identifier", "resource://ledger"),
                "action",
                Map.of("id", "TokenExchange"),
                "delegation_edge",
                Map.of("id", "edge-1", "scopes", List.of(scope)),
                "context",
                Map.of(
                        "requested_scopes",
                        List.of(scope),
                        "agent_session_id",
                        "session-1",
                        "delegation_edge_id",
                        "edge-1"));
        writeSide.send(new DefineCanary(
                "z1",
                name,
                CaseInput.of(input, "z1", Refusal.of(Rejection.Reason.INVALID_CANARY))
                        .text(),
                expect,
                reason));
    }

    private void set(CanarySetting canaries) {
        writeSide.send(new ChangeZoneSettings("z1", false, canaries, null, false));
    }

    private @Nullable CanaryForecast evaluate() {
        return forecasts().evaluate("z1", "s1", "v1");
    }

    private CanaryForecasts forecasts() {
        return writeSide.bean(CanaryForecasts.class);
    }

    private DueCanaries due() {
        return writeSide.bean(DueCanaries.class);
    }
}
