package dev.edict.app.launcher;

import static dev.edict.app.launcher.InstalledProgram.age;
import static dev.edict.app.launcher.InstalledProgram.archives;
import static dev.edict.app.launcher.InstalledProgram.ended;
import static dev.edict.app.launcher.InstalledProgram.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.launcher.InstalledProgram.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands by the launcher: what they print is the same with a class archive, without one and while one is made. */
class LauncherIT {

    /** An archive is made with the lowest priority, while other tests run. */
    private static final Duration MADE = Duration.ofMinutes(3);

    @TempDir
    private Path temporary;

    private InstalledProgram program;

    @BeforeEach
    void install() throws IOException {
        program = InstalledProgram.in(temporary.resolve("edict"), temporary.resolve("the cache"));
    }

    @Test
    void two_first_uses_at_once_make_one_archive_that_later_uses_load_classes_from() throws Exception {
        Files.createDirectory(program.archives());
        for (var days : List.of(3, 4)) {
            age(Files.createFile(program.archives().resolve("commands-%d.jsa".formatted(days))), Duration.ofDays(days));
        }

        var first = program.start(program.launcher(), Map.of(), "--version");
        var second = program.start(program.launcher(), Map.of(), "--version");
        assertTellsTheVersion(ended(first));
        assertTellsTheVersion(ended(second));

        var made = awaitArchive(program.archives());
        assertThat(entries(program.archives()))
                .as("the newest two are kept, and nothing else is left")
                .containsExactlyInAnyOrder(made, program.archives().resolve("commands-3.jsa"));
        assertThat(isLoadedFromArchive()).isTrue();
        assertTellsTheVersion(program.use("--version"));

        Files.delete(made);
        Files.writeString(made, "the JVM refuses this");
        assertThat(isLoadedFromArchive()).isFalse();
        assertTellsTheVersion(program.use("--version"));
    }

    @Test
    void an_archive_is_made_again_when_a_jar_is_newer_and_when_it_is_another() throws Exception {
        program.use("--version");
        var made = awaitArchive(program.archives());

        age(made, Duration.ofDays(1000));
        assertTellsTheVersion(program.use("--version"));
        assertThat(awaitArchive(program.archives())).isEqualTo(made);
        assertThat(isLoadedFromArchive()).isTrue();

        age(program.folder().resolve("edict.jar"), Duration.ofDays(500));
        assertTellsTheVersion(program.use("--version"));
        assertThat(awaitArchive(program.archives())).isNotEqualTo(made);
        assertThat(isLoadedFromArchive()).isTrue();
    }

    @Test
    void an_archive_whose_making_was_killed_is_made_by_a_later_use() throws Exception {
        assertTellsTheVersion(program.use("--version"));
        killTheMaker();
        assertThat(entries(program.archives())).isNotEmpty();
        assertTellsTheVersion(program.use("--version"));
        assertThat(archives(program.archives())).isEmpty();

        for (var left : entries(program.archives())) {
            age(left, Duration.ofHours(2));
        }
        assertTellsTheVersion(program.use("--version"));
        awaitArchive(program.archives());
        assertThat(isLoadedFromArchive()).isTrue();
    }

    @Test
    void a_program_in_a_folder_that_cannot_be_written_has_its_archive_in_the_cache_of_the_user() throws Exception {
        Files.createFile(program.archives());

        assertTellsTheVersion(program.use("--version"));

        var places = program.cache().resolve("edict");
        await("a place in the cache").atMost(MADE).until(() -> entries(places).size() == 1);
        awaitArchive(entries(places).get(0));
        assertThat(isLoadedFromArchive()).isTrue();
        assertThat(program.archives()).isEmptyFile();
    }

    @Test
    void without_a_place_for_an_archive_or_without_the_wish_for_one_the_program_runs_all_the_same() throws Exception {
        assertTellsTheVersion(program.use(program.launcher(), Map.of("EDICT_CLASS_ARCHIVE", "off"), "--version"));
        assertThat(program.archives()).doesNotExist();

        Files.createFile(program.archives());
        Files.createFile(program.cache());
        assertTellsTheVersion(program.use("--version"));
        assertThat(program.use("check", "no.rego").exitCode()).isEqualTo(3);
    }

    @Test
    void arguments_arrive_as_they_were_given_by_a_link_to_a_launcher_whose_path_has_spaces() throws Exception {
        var spaced = InstalledProgram.in(temporary.resolve("a program's $folder/edict"), program.cache());
        var link = Files.createSymbolicLink(
                temporary.resolve("linked edict"), Path.of("a program's $folder/edict/bin/edict"));
        var further = Files.createSymbolicLink(temporary.resolve("further"), link.getFileName());

        var use = spaced.use(further, Map.of(), "check", "a  $(b) 'c' \"d\" * \\e", "");

        assertThat(use.exitCode()).isEqualTo(3);
        assertThat(use.err()).startsWith("edict check: a  $(b) 'c' \"d\" * \\e: there is no such file");
        assertThat(spaced.archives()).as("of no use to the JVM").doesNotExist();
    }

    @Test
    void without_a_java_the_launcher_says_so() throws Exception {
        var nowhere = Map.of("JAVA_HOME", "", "PATH", temporary.resolve("empty").toString());
        assertRefused(
                program.use(program.launcher(), nowhere, "--version"),
                "there is no Java: install Java 17 or newer, or set JAVA_HOME");

        var home = temporary.resolve("no jdk").toString();
        assertRefused(
                program.use(program.launcher(), Map.of("JAVA_HOME", home), "--version"),
                "JAVA_HOME is %s, where there is no bin/java".formatted(home));
    }

    @ParameterizedTest
    @CsvSource({
        "openjdk version \"11.0.27\" 2025-04-15, is Java 11: install Java 17 or newer",
        "java version \"1.8.0_451\", is Java 8: install Java 17 or newer",
        "The operation couldn’t be completed, is no Java that runs: install Java 17 or newer",
    })
    void an_older_java_is_named(String says, String refusal) throws Exception {
        var java = Files.createDirectories(temporary.resolve("old jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '%s' >&2\n".formatted(says));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        var use = program.use(
                program.launcher(),
                Map.of("JAVA_HOME", temporary.resolve("old jdk").toString()),
                "--version");

        assertRefused(use, "%s %s, or set JAVA_HOME".formatted(java, refusal));
        assertThat(program.archives()).doesNotExist();
    }

    private static void assertTellsTheVersion(Use use) {
        assertThat(use.err()).isEmpty();
        assertThat(use.out()).matches("edict \\d+\\.\\d+\\.\\S+\n");
        assertThat(use.exitCode()).isZero();
    }

    private static void assertRefused(Use use, String why) {
        assertThat(use).isEqualTo(new Use(3, "", "edict does not start: %s\n".formatted(why)));
    }

    /** Waits until nothing is being made, and returns the newest. */
    private static Path awaitArchive(Path place) {
        await("an archive to be made in " + place)
                .atMost(MADE)
                .until(() -> !archives(place).isEmpty() && archives(place).equals(entries(place)));
        return archives(place).stream()
                .max(Comparator.comparing(archive -> archive.toFile().lastModified()))
                .orElseThrow();
    }

    /** Old class files as picocli's are in an archive only if it was made from a list. */
    private boolean isLoadedFromArchive() throws IOException, InterruptedException {
        var log = temporary.resolve("loaded");
        program.use(
                program.launcher(),
                Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file='%s'".formatted(log)),
                "--version");
        return Files.readString(log).contains("picocli.CommandLine source: shared objects file");
    }

    /** {@code kill -9} of every process that works on an archive of this program. */
    private void killTheMaker() {
        await("no process to make an archive").atMost(MADE).until(() -> {
            var makers = ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(program.archives() + "/"))
                    .toList();
            makers.forEach(ProcessHandle::destroyForcibly);
            return makers.isEmpty();
        });
    }
}
