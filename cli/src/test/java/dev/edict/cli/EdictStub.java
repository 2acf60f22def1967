package dev.edict.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on this machine that answers as a test says, in turn, and tells what it was asked. */
public final class EdictStub implements AutoCloseable {

    static {
        // otherwise head and body of each answer are 40 ms apart
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** An answer; the last one for a request is repeated. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }

        public static Answer error(int status, String code) {
            return new Answer(status, "{\"error\": \"%s\", \"error_description\": \"why\"}".formatted(code), Map.of());
        }

        public Answer with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, body, more);
        }
    }

    /** A request as it came. */
    public record Received(String method, String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final Map<String, Deque<Answer>> answers = Collections.synchronizedMap(new HashMap<>());
    private final Map<String, Function<Received, Answer>> computed = new ConcurrentHashMap<>();
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI address;

    private EdictStub(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static EdictStub started() {
        return new EdictStub(0);
    }

    /** Starts one where another one was. */
    public static EdictStub startedAt(URI address) {
        return new EdictStub(address.getPort());
    }

    /** Says what to answer to a request such as {@code GET /v1/zones}. */
    public EdictStub on(String request, Answer... inTurn) {
        answers.put(request, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    public EdictStub on(String request, String body) {
        return on(request, Answer.ok(body));
    }

    /** Computes the answers to what has a path, with any query. */
    public EdictStub answering(String path, Function<Received, Answer> answer) {
        computed.put(path, answer);
        return this;
    }

    public URI address() {
        return address;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The requests with a method and a path. */
    public List<Received> received(String request) {
        return received().stream()
                .filter(one -> (one.method() + " " + one.path()).equals(request))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().toString();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var request = new Received(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body);
            received.add(request);
            var answer = computed.get(exchange.getRequestURI().getPath());
            write(exchange, answer == null ? next(request.method() + " " + path) : answer.apply(request));
        }
    }

    private Answer next(String request) {
        synchronized (answers) {
            var turn = answers.get(request);
            if (turn == null) {
                return new Answer(404, "{\"message\": \"Route not found\", \"statusCode\": 404}", Map.of());
            }
            return turn.size() > 1 ? turn.remove() : turn.element();
        }
    }

    /** The status 0 stands for a connection that ends without an answer. */
    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
