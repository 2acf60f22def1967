package dev.edict.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Golden;
import dev.edict.cli.Ran;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MakeExampleTest {

    @TempDir
    private Path parent;

    @Test
    void the_example_is_written_and_says_what_to_do_next() throws IOException {
        var folder = parent.resolve("payments");
        var ran = Ran.edict("init", folder);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).isEmpty();
        Golden.assertSame("init.txt", ran.out().replace(parent.toString(), "DIR"));
        assertThat(ZoneFolder.read(folder).settings().zone()).isEqualTo("payments");
    }

    @Test
    void the_example_is_green_and_has_no_warnings() throws IOException {
        var folder = parent.resolve("payments");
        Ran.edict("init", folder);
        var ran = Ran.edict("test", folder);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).isEmpty();
        Golden.assertSame("test-example.txt", ran.out().replace(parent.toString(), "DIR"));
        var documents = Stream.of("applications.rego", "grants.rego", "trainees.rego")
                .map(folder::resolve)
                .toList();
        assertThat(Ran.edict("check", "--strict", documents.get(0), documents.get(1), documents.get(2)))
                .isEqualTo(new Ran(ExitCode.DONE, "3 documents, no problem\n", ""));
    }

    @Test
    void the_zone_of_a_case_is_left_to_the_server() throws IOException {
        var folder = parent.resolve("payments");
        Ran.edict("init", folder);
        assertThat(folder.resolve("suites/tellers.yaml")).content().doesNotContain("zone_id");
    }

    @ParameterizedTest
    @CsvSource({"My Payments!, my-payments", "--a--, a", "null, null", "1e3, 1e3", "Zürich, z-rich"})
    void the_zone_is_named_after_the_folder(String name, String slug) {
        var folder = parent.resolve(name);
        assertThat(Ran.edict("init", folder).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ZoneFolder.read(folder).settings().zone()).isEqualTo(slug);
    }

    @Test
    void a_zone_can_be_named() {
        assertThat(Ran.edict("init", parent, "--zone", "-").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ZoneFolder.read(parent).settings().zone()).isEqualTo("-");
    }

    @Test
    void a_zone_that_has_no_slug_is_asked_for() {
        assertThat(Ran.edict("init", parent.resolve("支払い")).err())
                .startsWith("edict init: the folder's name makes no slug of a zone: name one with --zone\n");
        var ran = Ran.edict("init", parent, "--zone", "A");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("edict init: --zone must be a slug: 1 to 128 characters of a-z 0-9 -\n");
        assertThat(parent).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edict.yaml", "grants.rego", "other.rego", "suites/x.yaml", "canaries/x.yaml", "suites"})
    void nothing_is_overwritten_or_added_to(String file) throws IOException {
        var there = parent.resolve(file);
        Files.createDirectories(there.getParent());
        Files.writeString(there, "mine");
        var ran = Ran.edict("init", parent, "--zone", "z");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err())
                .isEqualTo("edict init: %s is in the way: nothing is overwritten; name an empty folder\n"
                        .formatted(there));
        assertThat(there).hasContent("mine");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void a_link_that_leads_nowhere_is_not_followed() throws IOException {
        Files.createSymbolicLink(parent.resolve("edict.yaml"), parent.resolve("elsewhere"));
        assertThat(Ran.edict("init", parent, "--zone", "z").exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(parent.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void other_files_are_left_alone() throws IOException {
        Files.writeString(parent.resolve("README.md"), "mine");
        Files.createDirectory(parent.resolve("suites"));
        assertThat(Ran.edict("init", parent, "--zone", "z").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(parent.resolve("README.md")).hasContent("mine");
    }

    @Test
    void a_folder_that_is_a_file_is_in_the_way() throws IOException {
        var file = Files.writeString(parent.resolve("payments"), "mine");
        assertThat(Ran.edict("init", file).err()).startsWith("edict init: %s is in the way".formatted(file));
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_path_with_a_space_is_quoted_for_a_shell() {
        assertThat(Ran.edict("init", parent.resolve("it's mine")).out())
                .contains("edict test '" + parent + "/it'\\''s mine'    run");
    }

    private Stream<String> files() throws IOException {
        try (var walk = Files.walk(parent)) {
            return walk
                    .filter(Files::isRegularFile)
                    .map(file -> parent.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
