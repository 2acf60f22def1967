package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A released Open Policy Agent in a process of its own, which receives signals. */
final class RealOpa implements AutoCloseable {

    private static final Path PROGRAM = Path.of("target/opa");
    private static final Pattern QUESTIONS = Pattern.compile(
            "(?m)^http_request_duration_seconds_count\\{.*handler=\"v1/data\",method=\"post\"} (\\d+)$");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Process process;

    private RealOpa() throws IOException {
        process = new ProcessBuilder(PROGRAM.toString(), "run", "--server", "--v0-compatible", "--addr", authority())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/opa.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static boolean isBuilt() {
        return Files.exists(PROGRAM);
    }

    static RealOpa started() {
        try {
            var opa = new RealOpa();
            await("OPA answers").ignoreExceptions().until(() -> opa.get("/health")
                    .isEmpty());
            return opa;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String authority() {
        return "127.0.0.1:" + port;
    }

    URI address() {
        return URI.create("http://" + authority());
    }

    List<String> policies() {
        return get("/v1/policies")
                .path("result")
                .valueStream()
                .map(policy -> policy.path("id").asString())
                .toList();
    }

    /** The data at a path, or all data without a path. */
    JsonNode data(String path) {
        return get("/v1/data" + path).path("result");
    }

    /** The number of queries that it has answered. */
    int questions() {
        var found = QUESTIONS.matcher(text("/metrics"));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private JsonNode get(String path) {
        return JsonMapper.shared().readTree(text(path));
    }

    private String text(String path) {
        var request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill} sends it. */
    void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).as("kill ends").isTrue();
            assertThat(kill.exitValue()).as("kill").isZero();
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
