package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Folders that {@code edict init} and {@code edict pull} write, and a running Edict. */
@Tag("servers")
class FolderCommandsTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zone = api.zone();

    @TempDir
    private Path parent;

    private Path token = Path.of("");

    @BeforeEach
    void token() throws IOException {
        token = Files.writeString(parent.resolve("token"), edict.token() + "\n");
    }

    @Test
    void a_zone_takes_the_example_as_it_is_and_gives_it_back() throws IOException {
        var example = parent.resolve("example");
        assertThat(CliRun.edict("init", example, "--zone", slug()).exitCode()).isEqualTo(ExitCode.DONE);
        deploy(ZoneFolder.read(example));
        var again = pull(example);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).endsWith("\nthe folder is what the zone is\n");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);

        var other = parent.resolve("other");
        assertThat(pull(other, "--zone", zone).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ZoneFolder.read(other).documents().keySet())
                .isEqualTo(ZoneFolder.read(example).documents().keySet());
        var tested = CliRun.edict("test", other);
        assertThat(tested.out()).endsWith("4 cases: 4 passed\n");
        assertThat(tested.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(pull(other).out()).endsWith("\nthe folder is what the zone is\n");
    }

    @Test
    void names_that_would_leave_the_folder_or_meet_are_pulled_apart() throws IOException {
        var text = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\nrestrict contains \"%s\"\n";
        var versions = Stream.of("../../grants", "Grants", "grants", "con", "grants.", "a\\b/c")
                .map(name -> api.post(
                                "/v1/zones/" + zone + "/policies", Map.of("name", name, "content", text.formatted("x")))
                        .expect(201)
                        .text("version_id"))
                .toArray(String[]::new);
        var set = api.policySet(zone);
        api.activate(zone, set, api.seal(zone, set, versions)).expect(202);
        var folder = parent.resolve("zone");
        assertThat(pull(folder, "--zone", zone).err()).isEmpty();
        assertThat(ZoneFolder.read(folder).documents())
                .containsOnlyKeys("../../grants", "Grants", "grants", "con", "grants.", "a\\b/c");
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("token", "zone");
        assertThat(folder.toFile().list())
                .contains("%2E.%2F..%2Fgrants.rego", "Grants.rego", "%63on.rego", "grants%2E.rego", "a%5Cb%2Fc.rego")
                .hasSize(7);
    }

    /** As a deployment does, step by step: settings that ask for evidence and canaries have to hold at the end. */
    private void deploy(ZoneFolder folder) {
        var path = "/v1/zones/" + zone;
        put(path + "/settings", folder.settings().settings());
        put(
                path + "/catalogue",
                Objects.requireNonNull(
                        Objects.requireNonNull(folder.settings().catalogue()).json()));
        Objects.requireNonNull(folder.suites())
                .forEach((name, suite) -> put(
                        path + "/suites/" + name,
                        Map.of(
                                "description",
                                Objects.requireNonNull(suite.description()),
                                "cases",
                                suite.cases().stream()
                                        .map(one -> {
                                            var body = new TreeMap<String, Object>(one.definition());
                                            body.put("name", one.name());
                                            body.put("input", one.input(zone));
                                            return body;
                                        })
                                        .toList())));
        Objects.requireNonNull(folder.canaries()).forEach((name, canary) -> {
            var body = new TreeMap<String, Object>(canary.definition());
            body.put("input", canary.input(zone));
            put(path + "/canaries/" + name, body);
        });
        var versions = folder.documents().values().stream()
                .map(document -> api.post(
                                path + "/policies", Map.of("name", document.policy(), "content", document.content()))
                        .expect(201)
                        .text("version_id"))
                .toArray(String[]::new);
        var set = api.post(
                        path + "/policy-sets", Map.of("name", folder.settings().policySet()))
                .expect(201)
                .text("id");
        var sealed = api.seal(zone, set, versions);
        api.post(path + "/policy-sets/" + set + "/simulate", Map.of("version_id", sealed, "suites", new String[] {"*"}))
                .expect(200);
        api.activate(zone, set, sealed).expect(202);
    }

    private void put(String path, Object body) {
        var answer = api.send(
                "PUT", path, JsonMapper.shared().writeValueAsString(body), Map.of("content-type", "application/json"));
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    private String slug() {
        return api.get("/v1/zones/" + zone).expect(200).text("slug");
    }

    private Ran pull(Path folder, Object... more) {
        return CliRun.edict(Stream.concat(
                        Stream.of("pull", folder, "--url", "http://127.0.0.1:" + edict.port(), "--token-file", token),
                        Stream.of(more))
                .toArray());
    }
}
