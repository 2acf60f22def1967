package dev.edict.app;

import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A released Open Policy Agent in a process of its own, configured as docs/operations/opa.md tells. */
final class StockOpa implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("target", "opa");
    private static final Path PAGE = Path.of("../docs/operations/opa.md");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Loopback.freePort();
    private final Path program;
    private final Path folder;
    private Process process;

    /** @param more lines of the configuration, below that of the page */
    StockOpa(Path program, Path folder, int edictPort, String zoneId, String token, String more) {
        this.program = program;
        this.folder = folder;
        try {
            writeToken(token);
            Files.writeString(folder.resolve("config.yaml"), configuration(edictPort, zoneId) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = start();
    }

    /** The programs that were built; none without Go. */
    static List<Path> programs() {
        if (!Files.isDirectory(PROGRAMS)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("opa").toAbsolutePath())
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isBuilt() {
        return !programs().isEmpty();
    }

    private String configuration(int edictPort, String zoneId) throws IOException {
        var page = Files.readString(PAGE);
        var from = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(from, page.indexOf("```", from))
                .replace("https://edict.example", "http://127.0.0.1:" + edictPort)
                .replace("z-payments", zoneId)
                .replace("/run/secrets/edict", folder.resolve("token").toString())
                .replace("/var/lib/opa", folder.resolve("persisted").toString());
    }

    void writeToken(String token) {
        try {
            Files.writeString(folder.resolve("token"), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() {
        try {
            var builder = new ProcessBuilder(
                            program.toString(),
                            "run",
                            "--server",
                            "--disable-telemetry",
                            "--addr",
                            "127.0.0.1:" + port,
                            "--config-file",
                            folder.resolve("config.yaml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()));
            builder.environment().put("HOSTNAME", instance());
            var started = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    URI url() {
        return address("");
    }

    String instance() {
        return "host-" + port;
    }

    StockOpa awaitReady() {
        await("OPA to have its bundle").atMost(Duration.ofSeconds(20)).until(() -> health() == 200);
        return this;
    }

    void restart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    /** The status of the check that all bundles are active; 0 before it listens. */
    int health() {
        try {
            return send(HttpRequest.newBuilder(address("/health?bundles")).build())
                    .statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The decision on an input; a missing node without one. */
    JsonNode decide(Map<String, Object> input) {
        var body = JsonMapper.shared().writeValueAsString(Map.of("input", input));
        var answer = send(HttpRequest.newBuilder(address("/v1/data/caracal/authz/result"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        return JsonMapper.shared().readTree(answer.body()).path("result");
    }

    /** {@code allow} or {@code deny} for {@link DecisionCases#workload()}; {@code none} without a decision. */
    String workload() {
        return decide(DecisionCases.workload()).path("decision").asString("none");
    }

    /** The reason of that decision; {@code none} without one. */
    String workloadReason() {
        return decide(DecisionCases.workload()).at("/diagnostics/0/reason").asString("none");
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
