package dev.edict.query.delta;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryModule;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import dev.edict.query.trail.live.StreamRights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class CompareVersionsTest {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String DELTA = "/v1/zones/z1/policy-sets/s1/versions/v2/delta";

    private final Tables tables = new Tables();
    private final Slice http = new Slice(controller());

    private DeltaController controller() {
        try (var queries = new AnnotationConfigApplicationContext()) {
            queries.registerBean("queryPool", DataSource.class, tables::database);
            queries.registerBean(StreamRights.class, () -> (request, permission, zoneId) -> Optional::empty);
            queries.register(QueryModule.class);
            queries.refresh();
            return queries.getBean(DeltaController.class);
        }
    }

    @BeforeEach
    void two_versions_of_a_set() {
        tables.zone("z1", START);
        tables.zone("z2", START);
        tables.policy("grants", "z1", START);
        tables.policy("apps", "z1", START);
        tables.policyVersion("a1", "apps", 1, START, HEAD + "app_ids := {\"shop\": \"app-1\"}\n");
        tables.policyVersion("g1", "grants", 1, START, grants("\"read\""));
        tables.policyVersion("g2", "grants", 2, START, grants("\"read\", \"write\", \"delete\""));
        tables.policyVersion("l1", "grants", 3, START, HEAD + "grants := {input.x: {}}\n");
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START, "a1", "g1");
        tables.sealed("v2", "s1", 2, START, "a1", "g2");
        tables.sealed("logic", "s1", 3, START, "a1", "l1");
    }

    @Test
    void compares_with_the_governing_version_and_says_which_one_that_is() {
        tables.governance("z1", 7, "s1", "v1", null);
        var delta = http.get(DELTA);
        assertThat(delta.get("against"))
                .hasToString("{\"kind\":\"active\",\"version_id\":\"v1\",\"activation_seq\":7}");
        assertThat(delta.get("summary").get("text").stringValue()).isEqualTo("+2 \u22120");
        assertThat(delta.get("groups").toString())
                .startsWith("[{\"application\":\"app-1\",\"resource\":\"orders\",\"changes\":"
                        + "[{\"kind\":\"added\",\"label\":\"reader\",\"scope\":\"delete\",\"shapes\":"
                        + "[{\"shape\":\"mint\",\"before\":{\"access\":\"deny\"},\"after\":{\"access\":\"allow\"}},"
                        + "{\"shape\":\"use\",\"before\":{\"access\":\"deny\"},\"after\":{\"access\":\"allow\"}}],"
                        + "\"witness\":{\"shape\":\"mint\",\"input\":{\"schema_version\":\"2026-05-20\"");
        assertThat(delta.get("zone_wide")).isEmpty();
        assertThat(delta.get("not_analysable").isNull()).isTrue();
    }

    @Test
    void shows_the_difference_of_the_texts_beside_it() {
        var documents = http.get(DELTA + "?against=v1").get("documents");
        assertThat(documents).hasSize(1);
        assertThat(documents.get(0).get("policy_name").stringValue()).isEqualTo("Policy grants");
        assertThat(documents.get(0).get("before").intValue()).isOne();
        assertThat(documents.get(0).get("after").intValue()).isEqualTo(2);
        assertThat(documents.get(0).get("diff"))
                .extracting(JsonNode::stringValue)
                .contains("-" + grants("\"read\"").lines().skip(3).findFirst().orElseThrow());
    }

    @Test
    void compares_with_a_zone_that_is_governed_by_nothing() {
        for (var delta : List.of(http.get(DELTA), http.get(DELTA + "?against=none"))) {
            assertThat(delta.get("summary").get("added").intValue()).isEqualTo(4);
            assertThat(delta.get("zone_wide").get(0).get("kind").stringValue()).isEqualTo("everything");
            assertThat(delta.get("zone_wide").get(0).get("reason").stringValue())
                    .isEqualTo("no_active_policy_set");
        }
    }

    @Test
    void lists_all_changes_page_by_page_even_if_another_version_governs_meanwhile() {
        tables.governance("z1", 7, "s1", "v1", null);
        var first = http.get(DELTA + "?limit=1");
        tables.governance("z1", 8, "s1", "v2", null);
        var scopes = new ArrayList<String>();
        var page = first;
        while (true) {
            page.get("groups").forEach(group -> group.get("changes")
                    .forEach(change -> scopes.add(change.get("scope").stringValue())));
            if (page.get("next_cursor").isNull()) {
                break;
            }
            page = http.get(DELTA + "?limit=1&cursor=" + page.get("next_cursor").stringValue());
            assertThat(page.get("against").get("version_id").stringValue()).isEqualTo("v1");
        }
        assertThat(scopes).containsExactly("delete", "write");
    }

    @Test
    void has_no_delta_for_a_version_with_logic_and_says_where_it_is() {
        var delta = http.get("/v1/zones/z1/policy-sets/s1/versions/logic/delta");
        assertThat(delta.get("not_analysable").stringValue()).contains("l1:4");
        assertThat(delta.get("summary").get("text").stringValue()).isEqualTo("not analysable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/zones/z1/policy-sets/s1/versions/unknown/delta",
                "/v1/zones/z2/policy-sets/s1/versions/v2/delta",
                "/v1/zones/z1/policy-sets/s1/versions/v2/delta?against=unknown"
            })
    void rejects_versions_that_the_zone_does_not_have(String path) {
        assertThat(http.refused(path).reason()).isEqualTo(Reason.POLICY_SET_VERSION_NOT_FOUND);
    }

    @Test
    void rejects_a_cursor_of_another_comparison() {
        var cursor = http.get(DELTA + "?against=v1&limit=1").get("next_cursor").stringValue();
        assertThat(http.refused(DELTA + "?against=none&cursor=" + cursor).reason())
                .isEqualTo(Reason.INVALID_CURSOR);
        assertThat(http.refused(DELTA + "?cursor=e30").reason()).isEqualTo(Reason.INVALID_CURSOR);
    }

    private static String grants(String scopes) {
        return HEAD
                + "grants := {\"orders\": {\"application\": \"shop\", \"roles\": {\"reader\": [%s]}}}\n"
                        .formatted(scopes);
    }
}
