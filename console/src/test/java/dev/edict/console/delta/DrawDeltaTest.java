package dev.edict.console.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.console.delta.DeltaGrid.Cell;
import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.delta.AccessDelta;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawDeltaTest {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    @Test
    void draws_a_cell_for_each_application_and_resource_with_a_change() {
        var before = access("app_ids := {\"s\": \"shop\", \"t\": \"till\"}", grants("\"read\"", "\"read\", \"pay\""));
        var after = access("app_ids := {\"s\": \"shop\", \"t\": \"till\"}", grants("\"read\", \"write\"", "\"see\""));
        var grid = DeltaGrid.of(AccessDelta.between(before, after).access());
        assertThat(grid.resources()).containsExactly("cash", "orders");
        assertThat(grid.rows())
                .containsExactly(
                        new DeltaGrid.Row("shop", List.of(new Cell("none", ""), new Cell("gain", "+1"))),
                        new DeltaGrid.Row("till", List.of(new Cell("mixed", "+1 \u22122"), new Cell("none", ""))));
        assertThat(grid.isWhole()).isTrue();
    }

    @Test
    void draws_those_with_the_most_changes_and_says_that_others_are_missing() {
        var many = IntStream.range(0, 40)
                .mapToObj("\"r%02d\": {\"application\": \"s\", \"roles\": {\"l\": [\"x\"]}}"::formatted)
                .collect(Collectors.joining(",", "grants := {", "}"));
        var before = PolicyAccess.denyingAll("no_active_policy_set");
        var grid = DeltaGrid.of(AccessDelta.between(before, access("app_ids := {\"s\": \"shop\"}", many))
                .access());
        assertThat(grid.resources()).hasSize(20);
        assertThat(grid.isWhole()).isFalse();
    }

    private static PolicyAccess access(String... rules) {
        return PolicyBundle.of(List.of(new PolicyDocument("doc", HEAD + String.join("\n", rules) + "\n")))
                .access();
    }

    private static String grants(String ofShop, String ofTill) {
        return ("grants := {\"orders\": {\"application\": \"s\", \"roles\": {\"l\": [%s]}},"
                        + "\"cash\": {\"application\": \"t\", \"roles\": {\"l\": [%s]}}}")
                .formatted(ofShop, ofTill);
    }
}
