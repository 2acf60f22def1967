package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents to begin with, over HTTP. */
@Tag("servers")
class PolicyTemplatesApiTest {

    private final Api api = Edict.shared().api();

    @Test
    void there_are_four_in_a_bare_array() {
        var templates = api.get("/v1/policy-templates").expect(200).json();
        assertThat(templates.isArray()).isTrue();
        assertThat(templates.valueStream().map(template -> template.get("id").asString()))
                .containsExactly("application-bindings", "resource-grants", "label-confinement", "zone-restriction");
        assertThat(templates).allSatisfy(template -> assertThat(template.propertyNames())
                .containsExactly("id", "name", "description", "content"));
    }

    @Test
    void each_is_valid_as_it_is_and_together_they_can_be_sealed_and_govern() {
        var zone = api.zone();
        List<String> versions = new ArrayList<>();
        for (var template : api.get("/v1/policy-templates").json()) {
            var content = template.get("content").asString();
            assertThat(api.post("/v1/policies/validate", Map.of("content", content))
                            .expect(200)
                            .json()
                            .get("warnings"))
                    .as(template.get("id").asString())
                    .isEmpty();
            versions.add(api.policy(zone, content).versionId());
        }
        var set = api.policySet(zone);
        var version = api.seal(zone, set, versions.toArray(String[]::new));
        api.activate(zone, set, version).expect(202);
    }
}
