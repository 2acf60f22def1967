package dev.edict.cli.pull;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Golden;
import dev.edict.cli.Ran;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edict pull} against a server that answers as told. */
class PullZoneTest {

    private static final String ZONE = "/v1/zones/z1";
    private static final String NOTHING_GOVERNS = "{\"governed\": false, \"policy_set_name\": \"main\"}";

    private final EdictStub edict = EdictStub.started();

    @TempDir
    private Path parent;

    private Path folder = Path.of("");
    private Path token = Path.of("");

    @BeforeEach
    void zone() throws IOException {
        folder = parent.resolve("payments");
        token = Files.writeString(parent.resolve("token"), "a-secret");
        edict.on("GET /v1/zones/payments", Answer.error(404, "zone_not_found"))
                .on("GET /v1/zones?slug=payments", "{\"items\": [%s]}".formatted(named("z1", "payments")))
                .on("GET " + ZONE, named("z1", "payments"))
                .on(
                        "GET " + ZONE + "/active",
                        """
                        {"governed": true, "policy_set_id": "s1", "policy_set_name": "main", "version_id": "v3", "version": 3}
                        """)
                .on("GET " + ZONE + "/policy-sets/s1/versions/v3", sealed("grants", "who/pays"))
                .on("GET " + ZONE + "/policies/p0/versions/pv0", "{\"content\": \"package caracal.authz\\r\\n\"}")
                .on("GET " + ZONE + "/policies/p1/versions/pv1", "{\"content\": \"# 😀\"}")
                .on(
                        "GET " + ZONE + "/settings",
                        "{\"strict\": true, \"canaries\": \"warn\", \"evidence\": \"none\", \"settings_version\": 4}")
                .on("GET " + ZONE + "/catalogue", catalogue("managed", "[{\"id\": \"app-1\"}]"))
                .on("GET " + ZONE + "/suites", "{\"items\": [{\"name\": \"a:b\", \"version\": 7}]}")
                .on(
                        "GET " + ZONE + "/suites/a:b?version=7",
                        "{\"name\": \"a:b\", \"version\": 7, \"cases\": [%s]}".formatted(expectation("c")))
                .on("GET " + ZONE + "/canaries", "{\"items\": [%s]}".formatted(expectation("pay")));
    }

    @AfterEach
    void stop() {
        edict.close();
    }

    @Test
    void a_folder_is_made_from_what_governs() throws IOException {
        var ran = pull("--zone", "payments");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        Golden.assertSame("pull.txt", ran.out().replace(parent.toString(), "DIR"));
        assertThat(folder.resolve("grants.rego")).content().isEqualTo("package caracal.authz\r\n");
        assertThat(folder.resolve("who%2Fpays.rego")).content().isEqualTo("# 😀");
        var read = ZoneFolder.read(folder);
        assertThat(read.settings().zone()).isEqualTo("payments");
        assertThat(read.settings().settings())
                .containsEntry("strict", true)
                .containsEntry("canaries", "warn")
                .containsEntry("evidence", "none");
        assertThat(requireNonNull(read.suites())).containsOnlyKeys("a:b");
        assertThat(folder.resolve("suites/a%3Ab.yaml"))
                .content()
                .startsWith("name: a:b\n")
                .doesNotContain("zone_id");
        assertThat(folder.resolve("canaries/pay.yaml")).content().doesNotContain("defined_at", "zone_id");
    }

    @Test
    void a_folder_that_is_what_the_zone_is_is_left_alone() throws IOException {
        pull("--zone", "z1");
        var commented = "# ours\n" + Files.readString(folder.resolve("edict.yaml"));
        Files.writeString(folder.resolve("edict.yaml"), commented);
        var ran = pull();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).endsWith("\nthe folder is what the zone is\n");
        assertThat(folder.resolve("edict.yaml")).content().isEqualTo(commented);
    }

    @Test
    void nothing_is_written_where_something_would_be_lost() throws IOException {
        pull("--zone", "z1");
        Files.writeString(folder.resolve("grants.rego"), "package caracal.authz\n# mine\n");
        Files.writeString(folder.resolve("old.rego"), "package caracal.authz\n");
        Files.delete(folder.resolve("canaries/pay.yaml"));
        var ran = pull();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        Golden.assertSame("pull-differs.txt", ran.out().replace(parent.toString(), "DIR"));
        assertThat(folder.resolve("grants.rego")).content().endsWith("# mine\n");
        assertThat(folder.resolve("canaries/pay.yaml")).doesNotExist();

        var forced = pull("--force");
        assertThat(forced.exitCode()).isEqualTo(ExitCode.DONE);
        Golden.assertSame("pull-force.txt", forced.out().replace(parent.toString(), "DIR"));
        assertThat(folder.resolve("grants.rego")).content().isEqualTo("package caracal.authz\r\n");
        assertThat(folder.resolve("old.rego")).doesNotExist();
        assertThat(folder.resolve("canaries/pay.yaml")).exists();
    }

    @Test
    void a_folder_of_another_zone_is_not_overwritten() throws IOException {
        pull("--zone", "z1");
        var edited = Files.readString(folder.resolve("edict.yaml")).replace("zone: payments", "zone: other");
        Files.writeString(folder.resolve("edict.yaml"), edited);
        var ran = pull("--zone", "z1");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).contains("differs         " + folder + "/edict.yaml\n");
        assertThat(folder.resolve("edict.yaml")).content().isEqualTo(edited);
    }

    @Test
    void a_folder_that_names_the_zone_by_its_id_goes_on_to() throws IOException {
        pull("--zone", "z1");
        var edited = Files.readString(folder.resolve("edict.yaml")).replace("zone: payments", "zone: z1");
        Files.writeString(folder.resolve("edict.yaml"), edited);
        assertThat(pull().out()).endsWith("\nthe folder is what the zone is\n");
    }

    @Test
    void a_broken_folder_is_repaired_by_force() throws IOException {
        pull("--zone", "z1");
        Files.writeString(folder.resolve("edict.yaml"), "zone: [");
        var ran = pull("--zone", "z1");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict pull: %s/edict.yaml:1:8: not YAML".formatted(folder));
        assertThat(pull("--zone", "z1", "--force").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ZoneFolder.read(folder).settings().zone()).isEqualTo("payments");
    }

    @Test
    void where_nothing_governs_the_newest_version_of_the_only_set_is_taken() {
        nothingGoverns("main");
        var ran = pull("--zone", "z1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("zone payments (z1): version 3 of policy set main, which does not govern\n");
        assertThat(ZoneFolder.read(folder).settings().policySet()).isEqualTo("main");
    }

    @Test
    void where_nothing_governs_one_of_several_sets_has_to_be_named() {
        nothingGoverns("main", "trial");
        var ran = pull("--zone", "z1");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err())
                .isEqualTo(
                        "edict pull: nothing governs zone payments, and it has several policy sets: name one with --policy-set: main, trial\n");
        assertThat(folder).doesNotExist();
        assertThat(pull("--zone", "z1", "--policy-set", "main").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(pull().exitCode()).as("the folder names the set").isEqualTo(ExitCode.DONE);
        assertThat(pull("--policy-set", "none").err())
                .startsWith(
                        "edict pull: zone payments has no policy set none: name one with --policy-set: main, trial");
    }

    @Test
    void a_zone_without_a_sealed_version_has_no_documents_to_pull() {
        nothingGoverns("main");
        edict.on("GET " + ZONE + "/policy-sets/s0/versions?limit=1", "{\"items\": []}");
        assertThat(pull("--zone", "z1").err())
                .isEqualTo("edict pull: the policy set main of zone payments has no sealed version to pull\n");
        nothingGoverns();
        assertThat(pull("--zone", "z1").err()).isEqualTo("edict pull: zone payments has no policy set to pull\n");
    }

    @Test
    void sets_are_read_page_by_page_and_not_for_ever() {
        var sets = "GET " + ZONE + "/policy-sets?limit=500";
        nothingGoverns("trial");
        edict.on(sets, "{\"items\": [], \"next_cursor\": \"more\"}")
                .on(
                        sets + "&cursor=more",
                        "{\"items\": [{\"id\": \"s0\", \"name\": \"main\"}], \"next_cursor\": null}");
        assertThat(pull("--zone", "z1").out()).startsWith("zone payments (z1): version 3 of policy set main");
        edict.on(sets + "&cursor=more", "{\"items\": [], \"next_cursor\": \"more\"}");
        assertThat(pull("--zone", "z1").err()).isEqualTo("edict pull: zone payments has more than 0 policy sets\n");
    }

    @Test
    void a_catalogue_is_pulled_only_if_it_is_kept_here_and_not_empty() {
        for (var answer : new Answer[] {
            Answer.ok(catalogue("database", "[{\"id\": \"app-1\"}]")),
            Answer.ok(catalogue("managed", "[]")),
            Answer.error(404, "catalogue_off")
        }) {
            edict.on("GET " + ZONE + "/catalogue", answer);
            assertThat(pull("--zone", "z1", "--force").exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(ZoneFolder.read(folder).settings().catalogue()).isNull();
        }
        edict.on("GET " + ZONE + "/catalogue", Answer.error(404, "zone_not_found"));
        assertThat(pull("--zone", "z1").err()).contains("404 zone_not_found");
    }

    @Test
    void two_policies_of_one_name_fit_into_no_folder() {
        edict.on("GET " + ZONE + "/policy-sets/s1/versions/v3", sealed("grants", "grants"));
        assertThat(pull("--zone", "z1").err())
                .isEqualTo("edict pull: version 3 has two policies of the name grants: a folder cannot hold both\n");
    }

    @Test
    void an_edict_that_does_not_name_the_policies_of_a_version_is_of_another_version() {
        edict.on("GET " + ZONE + "/policy-sets/s1/versions/v3", "{\"policies\": [\"pv0\"]}");
        var ran = pull("--zone", "z1");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).isEqualTo("edict pull: this Edict does not answer contents: it is of another version\n");
        assertThat(folder).doesNotExist();
    }

    @Test
    void a_zone_has_to_be_named_and_known() {
        assertThat(pull().err()).startsWith("edict pull: no zone: name one with --zone, by its id or its slug\n");
        assertThat(pull("--zone", "a/b").err()).startsWith("edict pull: --zone must be the id or the slug of a zone");
        edict.on("GET /v1/zones/none", Answer.error(404, "zone_not_found"))
                .on("GET /v1/zones?slug=none", "{\"items\": []}");
        var ran = pull("--zone", "none");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).startsWith("edict pull: no zone has the id or slug none at http://127.0.0.1");
    }

    private Ran pull(Object... more) {
        return Ran.edict(Stream.concat(
                        Stream.of("pull", folder, "--url", edict.address(), "--token-file", token), Stream.of(more))
                .toArray());
    }

    private void nothingGoverns(String... sets) {
        var items = new StringBuilder();
        for (int i = 0; i < sets.length; i++) {
            items.append(i == 0 ? "" : ",").append("{\"id\": \"s%d\", \"name\": \"%s\"}".formatted(i, sets[i]));
        }
        edict.on("GET " + ZONE + "/active", NOTHING_GOVERNS)
                .on("GET " + ZONE + "/policy-sets?limit=500", "{\"items\": [%s]}".formatted(items))
                .on(
                        "GET " + ZONE + "/policy-sets/s0/versions?limit=1",
                        "{\"items\": [{\"id\": \"v3\", \"version\": 3}], \"next_cursor\": \"x\"}")
                .on("GET " + ZONE + "/policy-sets/s0/versions/v3", sealed("grants"));
    }

    private static String named(String id, String slug) {
        return "{\"id\": \"%s\", \"name\": \"Payments\", \"slug\": \"%s\"}".formatted(id, slug);
    }

    private static String sealed(String... names) {
        var contents = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            contents.append(i == 0 ? "" : ",")
                    .append("{\"policy_id\": \"p%d\", \"policy_name\": \"%s\", \"policy_version_id\": \"pv%d\"}"
                            .formatted(i, names[i], i));
        }
        return "{\"contents\": [%s]}".formatted(contents);
    }

    private static String catalogue(String source, String applications) {
        return "{\"zone_id\": \"z1\", \"source\": \"%s\", \"applications\": %s, \"resources\": [], \"terms\": []}"
                .formatted(source, applications);
    }

    private static String expectation(String name) {
        return """
                {"name": "%s", "expect": "deny", "defined_at": "2026-12-01T00:00:00Z",
                 "input": {"principal": {"type": "Application", "id": "app-1", "zone_id": "z1"},
                           "resource": {"identifier": "r"}, "action": {"id": "a"}, "context": {}}}
                """
                .formatted(name);
    }
}
