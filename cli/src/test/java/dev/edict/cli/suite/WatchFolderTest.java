package dev.edict.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.cli.Commands;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class WatchFolderTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path parent;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private Thread thread = new Thread();
    private Path folder = Path.of("");

    @BeforeEach
    void example() {
        folder = parent.resolve("payments");
        Ran.edict("init", folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(LONG.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void a_change_of_a_file_tests_again() throws IOException {
        watch();
        change("grants.rego", "\"clerk\"", "\"scribe\"");
        awaitText("tellers: a clerk writes");
        change("grants.rego", "\"scribe\"", "\"clerk\"");
        await("tested again")
                .atMost(LONG)
                .until(() -> runs() >= 3 && out.toString().endsWith("4 cases: 4 passed\n"));
        assertThat(out.toString()).as("nothing is cleared where nobody looks").doesNotContain("\u001b");
    }

    @Test
    void a_file_with_an_error_is_reported_and_waited_for() throws IOException {
        change("edict.yaml", "policy_set: main", "policy_set: [");
        watch();
        assertThat(err.toString()).contains("edict test: " + folder + "/edict.yaml:", "not YAML");
        assertThat(out.toString()).isEmpty();
        change("edict.yaml", "policy_set: [", "policy_set: main");
        awaitText("4 cases: 4 passed\n");
    }

    @Test
    void subfolders_that_appear_later_are_watched_too() throws IOException {
        Files.delete(folder.resolve("canaries/trainees-do-not-write.yaml"));
        Files.delete(folder.resolve("canaries"));
        Files.move(folder.resolve("suites"), parent.resolve("suites"));
        watch();
        awaitText("no case: there is none");
        Files.move(parent.resolve("suites"), folder.resolve("suites"));
        awaitText("3 cases: 3 passed\n");
        change("suites/tellers.yaml", "expect: allow", "expect: deny");
        awaitText("tellers.yaml:5:5: failed: ");
    }

    @Test
    void files_that_are_none_of_the_zone_change_nothing() throws IOException {
        watch("--junit", folder.resolve("report.xml"));
        assertThat(folder.resolve("report.xml")).exists();
        Files.writeString(folder.resolve("README.md"), "x");
        Files.writeString(folder.resolve("suites/.tellers.yaml.swp"), "x");
        Files.createSymbolicLink(folder.resolve(".#grants.rego"), Path.of("nobody@nowhere"));
        await("no run for a file that is not ours")
                .during(Duration.ofMillis(500))
                .atMost(LONG)
                .until(() -> runs() == 1);
    }

    @Test
    void many_changes_at_once_are_tested_together() throws IOException {
        watch();
        for (int i = 0; i < 100; i++) {
            Files.writeString(folder.resolve("suites/README.md"), "x");
            change("edict.yaml", "policy_set: main", "policy_set: main ");
        }
        Files.delete(folder.resolve("suites/tellers.yaml"));
        awaitText("1 case: 1 passed\n");
        assertThat(runs()).isLessThan(20);
    }

    @Test
    void a_folder_that_is_gone_ends_the_watch() throws Exception {
        watch();
        Files.move(folder, parent.resolve("elsewhere"));
        Files.writeString(parent.resolve("elsewhere/edict.yaml"), "x");
        assertThat(ended.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(err.toString()).endsWith("edict test: %s: there is no such file\n".formatted(folder));
    }

    @Test
    void an_interrupt_ends_the_watch() throws Exception {
        watch();
        thread.interrupt();
        assertThat(ended.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    }

    private void watch(Object... more) {
        var arguments = new String[3 + more.length];
        arguments[0] = "test";
        arguments[1] = folder.toString();
        arguments[2] = "--watch";
        for (int i = 0; i < more.length; i++) {
            arguments[3 + i] = more[i].toString();
        }
        var command =
                Commands.of(new Root(), List.of()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        thread = new Thread(() -> ended.complete(command.execute(arguments)));
        thread.start();
        await("the first run").atMost(LONG).until(() -> runs() == 1);
    }

    private void awaitText(String text) {
        await("the text of a run").atMost(LONG).until(() -> out.toString().contains(text));
    }

    private long runs() {
        return err.toString()
                .lines()
                .filter(line -> line.endsWith("; Ctrl-C ends"))
                .count();
    }

    private void change(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Command(name = "edict")
    private static final class Root {}
}
