package dev.edict.fleet.opa.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process of an Open Policy Agent with the bundle of zone z1, as far as it decides with provenance over its REST
 * API. It finds the answer by the name in the input, {@code {"canary": "pay"}}.
 */
public final class FakeOpa implements AutoCloseable {

    /** What it does instead of answering. */
    public enum Trouble {
        NONE,
        SILENT,
        DRIPPING,
        GARBAGE,
        TOO_LONG,
        UNAUTHORIZED,
        WITHOUT_PROVENANCE
    }

    private static final String PATH = "/v1/data/caracal/authz/result";
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile @Nullable String revision;

    public FakeOpa() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has a bundle in force from here on. */
    public FakeOpa enforce(long seq, String manifest) {
        revision = seq + ":" + manifest;
        return this;
    }

    /**
     * Decides a canary: {@code allow}, {@code deny REASON}, {@code none}, {@code 500}, or {@code 500 REVISION} to have
     * another bundle in force after it.
     */
    public FakeOpa decide(String canary, String answer) {
        answers.put(canary, answer);
        return this;
    }

    public FakeOpa trouble(Trouble next) {
        trouble = next;
        return this;
    }

    /** How often it was asked. */
    public int questions() {
        return authorizations.size();
    }

    /** The headers of all questions; empty for one without. */
    public List<String> authorizations() {
        return authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var uri = exchange.getRequestURI();
            if (!uri.getPath().equals(PATH) || !"provenance=true".equals(uri.getQuery())) {
                send(exchange, 404, "{}");
                return;
            }
            switch (trouble) {
                case SILENT -> waitForClose();
                case DRIPPING -> drip(exchange);
                case GARBAGE -> send(exchange, 200, "<html>");
                case TOO_LONG -> decide(exchange, body, " ".repeat(AgentClient.LONGEST));
                case UNAUTHORIZED -> send(exchange, 401, "{\"code\": \"unauthorized\"}");
                case WITHOUT_PROVENANCE -> send(exchange, 200, "{\"result\": {\"decision\": \"allow\"}}");
                case NONE -> decide(exchange, body, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitForClose() throws InterruptedException {
        closing.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        waitForClose();
    }

    private void decide(HttpExchange exchange, byte[] body, String blanks) throws IOException {
        var name = JsonMapper.shared().readTree(body).at("/input/canary").stringValue();
        var words = answers.getOrDefault(name, "none").split(" ", -1);
        if (words[0].equals("500")) {
            revision = words.length == 1 ? revision : words[1];
            send(exchange, 500, "{\"code\": \"internal_error\"}");
            return;
        }
        var result = words[0].equals("none")
                ? ""
                : ", \"result\": {\"decision\": \"%s\", \"evaluation_status\": \"complete\", \"diagnostics\": %s}"
                        .formatted(words[0], words.length == 1 ? "[]" : "[{\"reason\": \"" + words[1] + "\"}]");
        var bundles = revision == null ? "{}" : "{\"z1\": {\"revision\": \"" + revision + "\"}}";
        send(
                exchange,
                200,
                "{\"provenance\": {\"version\": \"1\", \"bundles\": %s}%s}%s".formatted(bundles, result, blanks));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
