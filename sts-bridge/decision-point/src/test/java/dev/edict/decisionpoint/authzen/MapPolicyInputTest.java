package dev.edict.decisionpoint.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MapPolicyInputTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<Map<String, Object>> inputs() {
        return IntStream.range(0, 500).mapToObj(seed -> new Inputs(new Random(seed)).next());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void every_policy_input_has_a_request_that_maps_to_it(Map<String, Object> input) {
        var mapped = PolicyInputMapping.DEFAULT.input("z1", request(input));

        assertThat(mapped).isEqualTo(PolicyInput.from(input));
    }

    @Test
    void a_request_cannot_name_another_zone() {
        var request = minimal();
        ((ObjectNode) request.get("subject")).putObject("properties").put("zone_id", "z2");

        assertThat(PolicyInputMapping.DEFAULT.input("z1", request).principal().zoneId())
                .isEqualTo("z1");
    }

    @Test
    void unknown_members_are_ignored() {
        var request = minimal();
        request.putObject("zz").put("a", 1);
        ((ObjectNode) request.get("subject")).putObject("properties").put("surplus", true);

        assertThat(PolicyInputMapping.DEFAULT.input("z1", request))
                .isEqualTo(PolicyInputMapping.DEFAULT.input("z1", minimal()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/subject/properties/labels | \"teller\" | subject.properties.labels: expected an array of strings",
                "/subject/properties/labels | [7] | subject.properties.labels[0]: expected a string",
                "/action/properties/scopes | {} | action.properties.scopes: expected an array of strings",
                "/context/challenge_resolved | \"yes\" | context.challenge_resolved: expected a boolean",
                "/context/session | [] | context.session: expected an object",
                "/context/delegation_edge | {\"id\": 7} | context.delegation_edge.id: expected a string",
                "/context/delegation_edge | {\"id\": \"e\", \"edge_version\": 1.5} | context.delegation_edge.edge_version:"
                        + " expected a 64-bit integer without point or exponent",
            })
    void a_member_of_another_type_is_named_by_its_place_in_the_request(String place, String value, String message) {
        var request = minimal();
        put(request, place, JSON.readValue(value, Object.class));

        assertThatThrownBy(() -> PolicyInputMapping.DEFAULT.input("z1", request))
                .hasMessage(message);
    }

    @Test
    void a_zone_reads_labels_and_scopes_from_several_places_and_has_constants() {
        var mapping = PolicyInputMappings.parse(
                        """
                        {"zones": {"z1": {
                            "principal.labels": ["/subject/id", "/subject/properties/roles"],
                            "context.requested_scopes": ["/action/name", "/action/properties/soft"],
                            "principal.lifecycle": ["/subject/properties/kind", "/context/kind"],
                            "delegation_edge": {"value": {"id": "e1", "scopes": ["read"]}}
                        }}}
                        """)
                .ofZone("z1");
        var request = minimal();
        put(request, "/subject/properties/roles", List.of("clerk", "auditor"));
        put(request, "/action/properties/soft", true);
        put(request, "/context/kind", "service");

        var input = mapping.input("z1", request);

        assertThat(input.principal().labels()).containsExactly("ida", "clerk", "auditor");
        assertThat(input.context().requestedScopes()).containsExactly("read", "true");
        assertThat(input.principal().lifecycle()).isEqualTo("service");
        assertThat(input.delegationEdge()).isNotNull().satisfies(edge -> assertThat(edge.scopes())
                .containsExactly("read"));
    }

    @Test
    void a_zone_without_a_mapping_of_its_own_has_the_default_one() {
        var mappings = PolicyInputMappings.parse("{\"zones\": {\"z1\": {}}}");

        assertThat(mappings.ofZone("z2")).isSameAs(PolicyInputMapping.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | the file: expected an object",
                "{\"zones\": {}, \"zones\": {}} | the file: expected JSON, with unique names",
                "{\"zone\": {}} | the file: expected no other members than zones",
                "{\"zones\": {\"a b\": {}}} | zones: expected ids of zones as names: 1 to 128 of A-Z a-z 0-9 _ . - :",
                "{\"zones\": {\"z1\": {\"principal.label\": \"/subject/id\"}}} | zone z1: expected no other members than"
                        + " action.id, action.method, action.path",
                "{\"zones\": {\"z1\": {\"principal.zone_id\": \"/subject/id\"}}} | zone z1: expected no other members",
                "{\"zones\": {\"z1\": {\"principal.labels\": \"subject.id\"}}} | zone z1, principal.labels: expected a JSON"
                        + " pointer that begins with /subject, /action, /resource or /context",
                "{\"zones\": {\"z1\": {\"principal.labels\": []}}} | zone z1, principal.labels: expected 1 to 16 JSON pointers",
                "{\"zones\": {\"z1\": {\"principal.labels\": {\"value\": null}}}} | zone z1, principal.labels: expected a"
                        + " \"value\"",
            })
    void a_mapping_file_that_cannot_be_used_is_refused_by_name(String file, String message) {
        assertThatThrownBy(() -> PolicyInputMappings.parse(file))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("EDICT_AUTHZEN_MAPPING_FILE names a file that cannot be used: " + message);
    }

    private static ObjectNode minimal() {
        return JSON.readValue(
                """
                {"subject": {"type": "user", "id": "ida"}, "action": {"name": "read"},
                 "resource": {"type": "record", "id": "r1"}}
                """,
                ObjectNode.class);
    }

    /** The request that stands for an input, by the table of the documentation and not by the mapping. */
    @SuppressWarnings("unchecked") // the test's own maps
    private static ObjectNode request(Map<String, Object> input) {
        var principal = new LinkedHashMap<>((Map<String, Object>) input.get("principal"));
        var resource = new LinkedHashMap<>((Map<String, Object>) input.get("resource"));
        var action = new LinkedHashMap<>((Map<String, Object>) input.get("action"));
        var context = new LinkedHashMap<>((Map<String, Object>) input.get("context"));
        principal.remove("zone_id");
        var subject = entity(principal, "type", "id");
        var actionEntity = new LinkedHashMap<String, Object>();
        actionEntity.put("name", action.remove("id"));
        move(context, "requested_scopes", action, "scopes");
        actionEntity.put("properties", action);
        var resourceEntity = new LinkedHashMap<String, Object>();
        resourceEntity.put("type", resource.remove("type"));
        resourceEntity.put("id", resource.remove("identifier"));
        resourceEntity.put("properties", resource);
        move(input, "session", context, "session");
        move(input, "delegation_edge", context, "delegation_edge");
        return JSON.valueToTree(
                Map.of("subject", subject, "action", actionEntity, "resource", resourceEntity, "context", context));
    }

    private static Map<String, Object> entity(Map<String, Object> members, String... own) {
        var entity = new LinkedHashMap<String, Object>();
        for (var name : own) {
            entity.put(name, members.remove(name));
        }
        entity.put("properties", members);
        return entity;
    }

    private static void move(Map<String, Object> from, String name, Map<String, Object> to, String as) {
        if (from.containsKey(name)) {
            to.put(as, from.get(name));
        }
        if (name.equals("requested_scopes")) {
            from.remove(name);
        }
    }

    private static void put(ObjectNode request, String place, @Nullable Object value) {
        var names = place.substring(1).split("/", -1);
        var at = request;
        for (var index = 0; index < names.length - 1; index++) {
            at = at.has(names[index]) ? (ObjectNode) at.get(names[index]) : at.putObject(names[index]);
        }
        at.set(names[names.length - 1], JSON.valueToTree(value));
    }

    /** Inputs with every member present or absent. */
    private record Inputs(Random random) {

        Map<String, Object> next() {
            var input = new LinkedHashMap<String, Object>();
            input.put(
                    "principal",
                    object(
                            Map.of("type", "Application", "id", text(), "zone_id", "z1"),
                            "registration_method",
                            "agent_session_id",
                            "lifecycle",
                            "labels*"));
            input.put("resource", object(Map.of("type", "Resource", "identifier", text()), "id", "scopes*"));
            input.put("action", object(Map.of("id", text()), "method", "path"));
            var context = object(
                    Map.of("challenge_resolved", random.nextBoolean()),
                    "trace_id",
                    "session_id",
                    "agent_session_id",
                    "delegation_edge_id",
                    "requested_scopes*");
            context.put("actor_claims", Map.of("caracal_client_id", text(), "depth", random.nextInt(9)));
            if (random.nextBoolean()) {
                context.put("subject_claims", Map.of("scope", text(), "target", List.of(text()), "ratio", 0.25));
            }
            input.put("context", context);
            if (random.nextBoolean()) {
                input.put("session", Map.of("id", text()));
            }
            if (random.nextBoolean()) {
                var edge = object(
                        Map.of("id", text(), "edge_version", random.nextInt(1, 99)),
                        "source_session_id",
                        "target_session_id",
                        "issuer_application_id",
                        "receiver_application_id",
                        "resource_id",
                        "scopes*",
                        "path*");
                edge.put("constraints_json", Map.of("max", List.of(1, "two")));
                input.put("delegation_edge", edge);
            }
            return input;
        }

        /** A star marks a list of strings. */
        private LinkedHashMap<String, Object> object(Map<String, Object> always, String... sometimes) {
            var object = new LinkedHashMap<>(always);
            for (var name : sometimes) {
                if (random.nextBoolean()) {
                    var isList = name.endsWith("*");
                    object.put(isList ? name.substring(0, name.length() - 1) : name, isList ? texts() : text());
                }
            }
            return object;
        }

        private String text() {
            return List.of("a", "ledger:read", "é", "x".repeat(70), "/p/q", "true")
                            .get(random.nextInt(6))
                    + random.nextInt(9);
        }

        private List<String> texts() {
            var texts = new ArrayList<String>();
            IntStream.range(0, random.nextInt(1, 4)).forEach(index -> texts.add(text()));
            return texts;
        }
    }
}
