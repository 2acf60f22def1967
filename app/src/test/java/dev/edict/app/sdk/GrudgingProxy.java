package dev.edict.app.sdk;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A proxy in front of a node that rejects the first requests. */
final class GrudgingProxy implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String node;
    private final Deque<Integer> refusals;
    private final List<Long> arrivals = new ArrayList<>();

    /** Answers with these statuses and {@code Retry-After: 1} in turn. */
    GrudgingProxy(String node, Integer... statuses) {
        this.node = node;
        this.refusals = new ArrayDeque<>(List.of(statuses));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** When requests came, in nanoseconds of no particular beginning. */
    synchronized List<Long> arrivals() {
        return List.copyOf(arrivals);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        try (exchange) {
            var refusal = refusals.poll();
            if (refusal == null) {
                pass(exchange);
            } else {
                exchange.getResponseHeaders().add("retry-after", "1");
                write(exchange, refusal, "{\"error\":\"stub\"}");
            }
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                .header("authorization", exchange.getRequestHeaders().getFirst("authorization"))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            write(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
