package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment of an embedded server contains no secret of Edict. */
@Tag("servers")
class KeepSecretsFromServersTest {

    private static final Map<String, String> SECRETS = Map.of(
            "EDICT_ADMIN_TOKEN", "cat_a-token-that-may-do-everything",
            "STREAMS_HMAC_KEY", "5ec0".repeat(16),
            "METRICS_BEARER", "a-token-for-the-scraper",
            "GATEWAY_STS_HMAC_KEY", "5ec1".repeat(16),
            "EDICT_OPA_TOKEN", "a-token-for-the-agent",
            "ANOTHER_PROGRAMS_PASSWORD", "a-password-of-somebody-else");

    private static final String NEEDED = "PATH|HOME|TMPDIR|TZ|LANG|LANGUAGE|LC_[A-Z]+|LD_LIBRARY_PATH";

    @TempDir
    private Path folder;

    @Test
    void no_process_of_the_running_servers_has_a_secret_of_the_application_in_its_environment() throws Exception {
        assumeThat(Path.of("/proc/self/environ")).exists();
        var data = folder.resolve(".edict");
        DataFiles.prepare(data);
        var variables = new HashMap<>(SECRETS);
        variables.put("EDICT_DATA", data.toString());
        try (var application = Launched.with(variables, folder).awaitReady()) {
            var postgres = DataFiles.postgres(data).proven().orElseThrow().handle();
            var redis = DataFiles.redis(data).proven().orElseThrow().handle();

            assertThat(secretsOf(application.pid())).isEqualTo(SECRETS.keySet());
            assertThat(Stream.of(postgres, redis).flatMap(KeepSecretsFromServersTest::withDescendants))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(process -> assertThat(secretsOf(process.pid())).isEmpty());
            assertThat(Stream.of(postgres, redis))
                    .allMatch(server -> environment(server.pid()).contains("PATH="));
            application.interruptGroup();
            application.awaitExit();
        }
    }

    @Test
    void a_program_that_runs_to_its_end_gets_only_what_it_needs() throws Exception {
        assertThat(System.getenv().keySet()).as("something to withhold").anyMatch(name -> !name.matches(NEEDED));

        var run = ProcessResult.capturing(List.of("env"), Duration.ofSeconds(10));

        assertThat(run.output().lines().map(line -> line.replaceFirst("=.*", "")))
                .contains("PATH")
                .allMatch(name -> name.matches(NEEDED));
    }

    private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    /** Only the names: the rest of the environment does not belong in a test report. */
    private static Set<String> secretsOf(long pid) {
        var environment = environment(pid);
        return SECRETS.entrySet().stream()
                .filter(secret -> environment.contains(secret.getKey()) || environment.contains(secret.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A child of PostgreSQL has its title written over it, so it is searched as it is. */
    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
