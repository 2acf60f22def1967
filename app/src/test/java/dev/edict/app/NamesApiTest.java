package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Names of policies, sets, zones, tokens and cases over HTTP. */
@Tag("servers")
class NamesApiTest {

    private static final String DECOMPOSED = "Cafe\u0301";
    private static final String COMPOSED = "Caf\u00e9";

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String policies = "/v1/zones/%s/policies".formatted(zoneId);
    private final String policySets = "/v1/zones/%s/policy-sets".formatted(zoneId);

    static Stream<Arguments> named() {
        return Stream.of(
                Arguments.of("policy", "invalid_body"),
                Arguments.of("set", "invalid_body"),
                Arguments.of("zone", "invalid_zone"),
                Arguments.of("change of a zone", "invalid_zone"),
                Arguments.of("token", "invalid_admin_token_request"));
    }

    @ParameterizedTest
    @MethodSource("named")
    void names_with_an_invisible_character_are_refused_with_the_character_and_its_position(String what, String code) {
        var answer = named(what, " a\u202eb");
        answer.refused(400, code);
        assertThat(answer.json().at("/details/issues").toString())
                .isEqualTo(
                        "[{\"path\":[\"name\"],"
                                + "\"message\":\"U+202E at character 3 is a format character, which is not allowed in a name\"}]");
        assertThat(answer.body()).doesNotContain("\u202e");
        named(what, "a\nb").refused(400, code);
        named(what, "\u001b[2J").refused(400, code);
        named(what, " ").refused(400, code);
    }

    @ParameterizedTest
    @MethodSource("named")
    void are_kept_trimmed_and_composed(String what, String code) {
        var name = Api.uniqueName(DECOMPOSED);
        assertThat(named(what, " " + name + "\n").text("name")).isEqualTo(name.replace(DECOMPOSED, COMPOSED));
    }

    @Test
    void conflict_when_they_are_the_same_composed() {
        create(policies, Map.of("name", DECOMPOSED, "content", Documents.GRANTS))
                .expect(201);
        create(policies, Map.of("name", COMPOSED + " ", "content", Documents.GRANTS))
                .refused(409, "policy_name_conflict");
        create(policySets, Map.of("name", COMPOSED)).expect(201);
        create(policySets, Map.of("name", DECOMPOSED)).refused(409, "policy_set_name_conflict");
    }

    @Test
    void of_cases_are_refused_and_told_apart_likewise() {
        var governed = api.governed(1);
        var simulate = "/v1/zones/%s/policy-sets/%s/simulate".formatted(governed.zoneId(), governed.policySetId());
        var version = governed.versionIds().get(0);
        var hidden = create(simulate, Map.of("version_id", version, "cases", List.of(sample("a\u200bb"))));
        hidden.refused(400, "invalid_body");
        assertThat(issues(hidden).get(0).at("/path").toString()).isEqualTo("[\"cases\",\"0\",\"name\"]");
        assertThat(issues(hidden).get(0).at("/message").asString()).startsWith("U+200B at character 2 ");
        create(simulate, Map.of("version_id", version, "cases", List.of(sample(COMPOSED), sample(DECOMPOSED))))
                .refused(400, "invalid_body");
    }

    @Test
    void with_a_character_that_cannot_be_stored_are_refused_with_its_name() {
        var answer = create(policySets, Map.of("name", "a\u0000b"));
        answer.refused(400, "invalid_body");
        assertThat(issues(answer).toString())
                .isEqualTo("[{\"path\":[\"name\"],"
                        + "\"message\":\"expected text without U+0000 and lone surrogates: U+0000 at character 2\"}]");
        var nested = create(policies, Map.of("name", "n", "content", "c", "description", List.of()));
        assertThat(issues(nested).get(0).at("/message").asString()).isEqualTo("expected a string");
        var raw = api.postRaw(policySets, "{\"name\":\"a\u0000b\"}", "application/json");
        raw.refused(400, "invalid_body");
        assertThat(raw.text("error_description"))
                .isEqualTo("Request body is not the JSON expected: U+0000 at line 1, column 11");
    }

    private Api.Answer named(String what, String name) {
        return switch (what) {
            case "policy" -> create(policies, Map.of("name", name, "content", Documents.GRANTS));
            case "set" -> create(policySets, Map.of("name", name));
            case "zone" -> create("/v1/zones", Map.of("name", name, "slug", Api.uniqueName("slug")));
            case "token" -> create("/v1/admin-tokens", Map.of("name", name, "scope", "global"));
            default ->
                api.send(
                        "PATCH",
                        "/v1/zones/" + zoneId,
                        tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(Map.of("name", name)),
                        Map.of("content-type", "application/json"));
        };
    }

    private Api.Answer create(String path, Map<String, Object> body) {
        return api.post(path, new LinkedHashMap<>(body));
    }

    private static JsonNode issues(Api.Answer answer) {
        return answer.json().at("/details/issues");
    }

    private static Map<String, Object> sample(String name) {
        return Map.of("name", name, "input", Map.of(), "expect", "deny");
    }
}
