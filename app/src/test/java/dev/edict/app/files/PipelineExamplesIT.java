package dev.edict.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.PackagedEdict;
import dev.edict.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shell parts of the pipelines in {@code docs/operations/ci.md}, run as they stand there. */
class PipelineExamplesIT {

    private static final Path DOCUMENT = Path.of("../docs/operations/ci.md");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    private final PackagedEdict edict = SharedProgram.started();

    @TempDir
    private Path folder;

    @Test
    void a_pull_request_on_github_shows_the_plan_and_a_merge_applies_it() throws IOException {
        var terminal = repository("github-pipeline");
        var jobs = pipelines().get(0).path("jobs");
        var summary = folder.resolve("summary.md");
        var run = Map.of("GITHUB_STEP_SUMMARY", summary.toString(), "GITHUB_SHA", "0123abcd");
        succeeds(terminal, run, steps(jobs.path("plan")));
        assertThat(summary).content().contains("### Zone github-pipeline", "**Ready");
        assertThat(terminal.folder().resolve("edict-tests.xml")).exists();
        succeeds(terminal, run, steps(jobs.path("apply")));
        assertThat(reason("github-pipeline")).isEqualTo("Commit 0123abcd");
        succeeds(terminal, run, steps(jobs.path("plan")));
        assertThat(summary).content().endsWith("Nothing to do: the zone is as the folder says.\n");

        breakPolicy(terminal);
        var blocked = terminal.shell(script(run, steps(jobs.path("plan")).subList(1, 2)));
        assertThat(blocked.exitCode()).as(blocked::toString).isEqualTo(1);
        assertThat(summary).content().contains("**Blocked");
    }

    @Test
    void on_gitlab_the_plan_that_was_looked_at_is_applied() throws IOException {
        var terminal = repository("gitlab-pipeline");
        var pipeline = pipelines().get(1);
        var run = Map.of("CI_COMMIT_SHA", "4567cdef");
        for (var job : List.of("test", "plan", "apply")) {
            succeeds(terminal, run, lines(pipeline.path(job).path("script")));
        }
        assertThat(reason("gitlab-pipeline")).isEqualTo("Commit 4567cdef");
        breakPolicy(terminal);
        var blocked = terminal.shell(script(run, lines(pipeline.path("plan").path("script"))));
        assertThat(blocked.exitCode()).as(blocked::toString).isEqualTo(1);
    }

    private Terminal repository(String zone) throws IOException {
        var repository = Files.createDirectory(folder.resolve("repository"));
        var terminal = new Terminal(repository, edict.port(), edict.secret("admin-token"));
        assertThat(Ran.edict("init", repository.resolve("policies"), "--zone", zone)
                        .exitCode())
                .isZero();
        return terminal;
    }

    private static void breakPolicy(Terminal terminal) throws IOException {
        var grants = terminal.folder().resolve("policies/grants.rego");
        Files.writeString(grants, Files.readString(grants).replace("grants :=", "grant :="));
    }

    private static void succeeds(Terminal terminal, Map<String, String> variables, List<String> scripts) {
        var ran = terminal.shell(script(variables, scripts));
        assertThat(ran.exitCode()).as(ran::toString).isZero();
    }

    /** As the runners do: a command that fails ends a script. */
    private static String script(Map<String, String> variables, List<String> scripts) {
        var exported = variables.entrySet().stream()
                .map(variable -> "export %s='%s'\n".formatted(variable.getKey(), variable.getValue()))
                .collect(Collectors.joining());
        return "set -e\n" + exported + String.join("\n", scripts);
    }

    private String reason(String slug) {
        var api = edict.api();
        var zone = api.get("/v1/zones?slug=" + slug)
                .expect(200)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
        return api.get("/v1/zones/%s/activations?limit=1".formatted(zone))
                .expect(200)
                .json()
                .at("/items/0/reason")
                .asString();
    }

    private static List<JsonNode> pipelines() throws IOException {
        return YAML.matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> new Load(LoadSettings.builder().build()).loadFromString(found.group(1)))
                .map(pipeline -> JsonMapper.shared().<JsonNode>valueToTree(pipeline))
                .toList();
    }

    private static List<String> steps(JsonNode job) {
        return job.path("steps")
                .valueStream()
                .filter(step -> step.has("run"))
                .map(step -> step.path("run").asString())
                .toList();
    }

    private static List<String> lines(JsonNode script) {
        return script.valueStream().map(JsonNode::asString).toList();
    }
}
