package dev.edict.decision.bench;

import dev.edict.decision.PolicyDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The Open Policy Agent under the decision contract, as a library and as a server; each on one core. */
final class PolicyAgent {

    private static final Path CONTRACT = Path.of("src/main/resources/dev/edict/decision/contract.rego");
    private static final int SECONDS = 10;

    private final Path library;
    private final Path server;

    /**
     * @param library the program that asks, by itself or a server
     * @param server the server's program
     */
    PolicyAgent(Path library, Path server) {
        this.library = library;
        this.server = server;
    }

    Figures asLibrary() throws IOException, InterruptedException {
        return ask("");
    }

    Figures asServer() throws IOException, InterruptedException {
        var address = "127.0.0.1:" + freePort();
        var folder = Files.createTempDirectory(Path.of("target"), "opa-");
        var command = new ArrayList<>(List.of(
                server.toString(), "run", "--server", "--v0-compatible", "--log-level", "error", "--addr", address));
        command.add(CONTRACT.toString());
        for (var document : BiggestBundle.documents()) {
            var file = folder.resolve(document.id() + ".rego");
            command.add(Files.writeString(file, document.content()).toString());
        }
        var running = start(command);
        try {
            return ask("http://" + address + "/v1/data/caracal/authz/result");
        } finally {
            end(running);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GOMAXPROCS", "1");
        return builder.start();
    }

    private Figures ask(String address) throws IOException, InterruptedException {
        var task = new LinkedHashMap<String, Object>();
        task.put(
                "documents",
                BiggestBundle.documents().stream().map(PolicyDocument::content).toList());
        task.put("inputs", BiggestBundle.inputs());
        task.put("bench", SECONDS);
        task.put("server", address);
        var running = start(List.of(library.toString(), CONTRACT.toString()));
        try (var to = running.outputWriter(StandardCharsets.UTF_8);
                var from = running.inputReader(StandardCharsets.UTF_8)) {
            to.write(JsonMapper.shared().writeValueAsString(task) + "\n");
            to.flush();
            return figures(from.readLine());
        } finally {
            end(running);
        }
    }

    private static Figures figures(@Nullable String answer) throws IOException {
        var figures = JsonMapper.shared().readTree(answer == null ? "{}" : answer);
        if (!figures.has("per_second")) {
            throw new IOException("no figures, but " + answer);
        }
        return new Figures(
                figures.path("per_second").asDouble(),
                figures.path("p50_micros").asDouble(),
                figures.path("p99_micros").asDouble(),
                figures.path("allowed").asInt());
    }

    private static void end(Process running) throws InterruptedException {
        running.destroy();
        if (!running.waitFor(10, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
    }
}
