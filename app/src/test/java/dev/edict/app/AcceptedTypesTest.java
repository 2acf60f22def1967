package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes no JSON is told so before anything is done. */
class AcceptedTypesTest {

    private final Api api = Edict.shared().api();

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/yaml", "text/csv", "application/problem+json", "nonsense"})
    void a_change_that_could_not_be_answered_is_not_made(String accepted) {
        var name = Api.uniqueName("never");
        create(name, accepted).refused(406, "not_acceptable");
        assertThat(api.get("/v1/zones").expect(200).body()).doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.1", "application/json"})
    void whoever_takes_json_gets_it(String accepted) {
        create(Api.uniqueName("zone"), accepted).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/json"})
    void a_file_is_had_by_whoever_takes_files(String accepted) {
        var path = "/v1/zones/%s/admin-audit?format=csv".formatted(api.zone());
        var file = api.send("GET", path, null, Map.of("accept", accepted)).expect(200);
        assertThat(file.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
    }

    private Api.Answer create(String name, String accepted) {
        var headers = Map.of("content-type", "application/json", "accept", accepted);
        return api.send("POST", "/v1/zones", "{\"name\":\"%s\"}".formatted(name), headers);
    }
}
