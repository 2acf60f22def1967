package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.cli.EdictMain;
import dev.edict.cli.EdictStub;
import dev.edict.cli.io.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes in a folder of policies below an Edict's data folder. */
@Tag("servers")
class RunInFolderTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final TimelineStub timeline = new TimelineStub();
    private final EdictStub stub = timeline.in(ZoneRun.stub());

    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectories(home.resolve("policies/shop"));
        Files.writeString(folder.resolve("edict.yaml"), "zone: z1\npolicy_set: authorization\n");
        var data = Files.createDirectories(home.resolve(".edict"));
        Files.writeString(data.resolve("admin-token"), "token-of-the-data-folder\n");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void zone_and_token_are_found_and_a_signal_ends_following_with_success() throws Exception {
        timeline.grow(2);
        var process = start("timeline", "-f", "--utc", "--url", stub.address().toString());
        try {
            await("it looks again").atMost(LONGEST).until(() -> asked() >= 2);
            timeline.grow(1);
            var askedBefore = asked();
            await("it looks twice more").atMost(LONGEST).until(() -> asked() >= askedBefore + 2);
            process.destroy();
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
        assertThat(output().lines().map(line -> line.replaceFirst(".*entry ", "")))
                .containsExactly("1", "2", "3");
        assertThat(stub.received())
                .allMatch(sent -> sent.header("Authorization").equals("Bearer token-of-the-data-folder"));
    }

    @Test
    void the_token_of_the_data_folder_is_never_sent_to_another_machine() throws Exception {
        var process = start("timeline", "--url", "http://edict.invalid:1");
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(output()).contains("no token: set EDICT_TOKEN, or name a file with --token-file");
    }

    private int asked() {
        return (int) stub.received().stream()
                .filter(request -> request.path().startsWith(TimelineStub.PATH))
                .count();
    }

    private Process start(String... arguments) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var line = Stream.concat(
                        Stream.of(
                                java, "-XX:TieredStopAtLevel=1", "-cp", absolute(classPath), EdictMain.class.getName()),
                        Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("EDICT_"));
        return builder.start();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String output() throws IOException {
        return Files.readString(home.resolve("out"));
    }
}
