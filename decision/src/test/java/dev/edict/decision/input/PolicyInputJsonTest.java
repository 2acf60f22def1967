package dev.edict.decision.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class PolicyInputJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void omits_empty_optional_members_and_never_required_ones() {
        var asked =
                """
                {"principal":{"type":"Application","id":"a","zone_id":"z","agent_session_id":"","labels":[],"extra":1},
                 "resource":{"identifier":"r"},"action":{"id":"TokenExchange","method":null},
                 "context":{"subject_claims":{},"trace_id":""},"session":null,
                 "delegation_edge":{"id":"","scopes":[],"edge_version":0}}""";
        assertThat(written(asked))
                .isEqualTo("{\"schema_version\":\"2026-05-20\","
                        + "\"principal\":{\"type\":\"Application\",\"id\":\"a\",\"zone_id\":\"z\"},"
                        + "\"resource\":{\"type\":\"\",\"id\":\"\",\"identifier\":\"r\",\"scopes\":[]},"
                        + "\"action\":{\"id\":\"TokenExchange\"},"
                        + "\"context\":{\"actor_claims\":{},\"challenge_resolved\":false,\"requested_scopes\":[]},"
                        + "\"delegation_edge\":{\"id\":\"\"}}");
    }

    @Test
    void writes_every_given_member() {
        var asked =
                """
                {"schema_version":"2026-05-20",\
                "principal":{"type":"Application","id":"a","zone_id":"z","registration_method":"dcr",\
                "agent_session_id":"s","lifecycle":"task","labels":["teller"]},\
                "resource":{"type":"Resource","id":"1","identifier":"r","scopes":["read"]},\
                "action":{"id":"TokenExchange","method":"GET","path":"/x"},\
                "context":{"actor_claims":{"n":null,"d":1.50},"challenge_resolved":true,"requested_scopes":["read"],\
                "subject_claims":{"target":["é"]},"trace_id":"t","session_id":"s1","agent_session_id":"s2",\
                "delegation_edge_id":"e"},\
                "session":{"id":"s1"},\
                "delegation_edge":{"id":"e","source_session_id":"1","target_session_id":"2",\
                "issuer_application_id":"3","receiver_application_id":"4","resource_id":"5","scopes":["read"],\
                "edge_version":7,"path":["p"],"graph_epoch":8,"constraints_json":{}}}""";
        assertThat(JSON.readTree(written(asked))).isEqualTo(JSON.readTree(asked));
    }

    @Test
    void parses_the_written_json_into_the_same_input() {
        var asked = new HashMap<String, Object>(Map.of(
                "principal", Map.of("type", "Application", "id", "a", "zone_id", "z"),
                "resource", Map.of("type", "Resource", "id", "1", "identifier", "r"),
                "action", Map.of("id", "TokenExchange"),
                "context", Map.of("requested_scopes", List.of("read"))));
        asked.put("session", Map.of("id", "s"));
        asked.put("delegation_edge", Map.of("id", "e", "scopes", List.of("read")));
        var input = PolicyInput.from(asked);
        assertThat(PolicyInput.from(PolicyInputJson.of(input))).isEqualTo(input);
    }

    private static String written(String asked) {
        var input = PolicyInput.from(JSON.readValue(asked, new TypeReference<Map<String, Object>>() {}));
        return JSON.writeValueAsString(PolicyInputJson.of(input));
    }
}
