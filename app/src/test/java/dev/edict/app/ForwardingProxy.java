package dev.edict.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards requests to an Edict that may move; what passes can be watched and changed. */
public final class ForwardingProxy implements AutoCloseable {

    private static final List<String> FORWARDED = List.of(
            "Authorization",
            "Prefer",
            "If-None-Match",
            "If-Match",
            "Idempotency-Key",
            "Edict-Instance",
            "Content-Type",
            "Content-Encoding");
    private static final List<String> RETURNED = List.of("Content-Type", "ETag");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Passage passage;
    private volatile int target;

    /** What happens to a request and its answer. */
    public interface Passage {

        /** Before a request is forwarded. */
        default void arrived(String method, String path) {}

        /** Before an answer is given; may change the bytes of its body. */
        default void answered(String method, String path, byte[] body) {}
    }

    public ForwardingProxy(int target, Passage passage) {
        this.target = target;
        this.passage = passage;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    void to(int port) {
        target = port;
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            passage.arrived(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            for (var name : FORWARDED) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            answer(exchange, client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            exchange.sendResponseHeaders(502, -1);
        }
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        for (var name : RETURNED) {
            response.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                    .set(name, value));
        }
        var content = response.body();
        passage.answered(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), content);
        exchange.sendResponseHeaders(response.statusCode(), content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
