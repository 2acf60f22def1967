package dev.edict.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.Json;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WriteSarifTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void a_log_has_one_run_of_edict() throws IOException {
        var ran = Ran.edict("check", "--format", "sarif", Texts.file(folder, "shop.rego", Texts.GRANTS));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out())
                .isEqualTo("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                        + "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"edict\",\"rules\":[]}},"
                        + "\"columnKind\":\"unicodeCodePoints\",\"results\":[]}]}\n");
    }

    @Test
    void every_rule_that_occurs_is_told_once_with_its_help() throws IOException {
        var twoRules = Texts.GRANTS + "foo := 1\nbar := 2\n";
        var run = run(Ran.edict("check", "--format", "sarif", Texts.file(folder, "shop.rego", twoRules)));
        var rules = run.get("tool").get("driver").get("rules");
        assertThat(texts(rules, "id")).containsExactly("data_document_rule_not_allowed");
        assertThat(rules.get(0).get("help").get("text").asString()).startsWith("Use one of app_ids, grants");
        assertThat(texts(run.get("results"), "ruleId"))
                .containsExactly("data_document_rule_not_allowed", "data_document_rule_not_allowed");
    }

    @Test
    void a_result_has_its_level_its_message_and_its_place() throws IOException {
        var file = Texts.file(folder, "a.rego", Texts.MISTAKES);
        var ran = Ran.edict("check", "--format", "SARIF", file);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        var results = run(ran).get("results");
        assertThat(texts(results, "level")).containsExactly("error", "warning", "warning", "error", "warning");
        assertThat(results.get(0).toString().replace(folder.toString(), "/DIR"))
                .isEqualTo("{\"ruleId\":\"wrong_shape\",\"level\":\"error\","
                        + "\"message\":{\"text\":\"the number 5 where an application id is expected\"},"
                        + "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"file:///DIR/a.rego\"},"
                        + "\"region\":{\"startLine\":4,\"startColumn\":35}}}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "policies/shop.rego, policies/shop.rego",
        "./a b+c%.rego, ./a%20b%2Bc%25.rego",
        "a:b.rego, a%3Ab.rego",
        "é😀.rego, %C3%A9%F0%9F%98%80.rego",
        "/srv/a b.rego, file:///srv/a%20b.rego",
    })
    void a_path_becomes_a_uri(String path, String uri) {
        var problem = new Problem("c", Severity.ERROR, path, 2, 7, "found", null, null, "x\n^", "Help.");
        var log = JsonMapper.shared().readTree(Json.plain(Sarif.of(new CheckReport(1, List.of(problem)))));
        var place = log.get("runs")
                .get(0)
                .get("results")
                .get(0)
                .get("locations")
                .get(0)
                .get("physicalLocation");
        assertThat(place.get("artifactLocation").get("uri").asString()).isEqualTo(uri);
        assertThat(place.get("region").toString()).isEqualTo("{\"startLine\":2,\"startColumn\":7}");
    }

    private static JsonNode run(Ran ran) {
        var log = ran.json();
        assertThat(log.get("version").asString()).isEqualTo("2.1.0");
        assertThat(log.get("runs").size()).isEqualTo(1);
        return log.get("runs").get(0);
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.get(member).asString())
                .toList();
    }
}
