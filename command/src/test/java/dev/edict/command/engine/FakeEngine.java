package dev.edict.command.engine;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A fake engine with the responses of a test; it records its requests. */
final class FakeEngine implements AutoCloseable {

    record Asked(String method, String path, Headers headers, String body) {}

    /** An answer; without a status the connection ends instead. */
    record Reply(int status, String body) {
        static Reply ok(String body) {
            return new Reply(200, body);
        }

        static final Reply HANG_UP = new Reply(0, "");

        /** A body whose last byte is sent only after the test. */
        static final Reply UNFINISHED = new Reply(206, "{");
    }

    @FunctionalInterface
    interface Replies {
        Reply to(Asked asked) throws Exception;
    }

    private static final long LONGEST_WAIT_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Replies replies;

    FakeEngine(Replies replies) {
        this.replies = replies;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A port without a listener. */
    static URI unreachable() {
        try (var gone = new FakeEngine(asked -> Reply.HANG_UP)) {
            return gone.address();
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    EngineHttpClient as(String engine) {
        return as(engine, Duration.ofSeconds(5));
    }

    EngineHttpClient as(String engine, Duration timeout) {
        return new EngineHttpClient(engine, address(), timeout);
    }

    List<Asked> asked() {
        return asked;
    }

    List<Asked> asked(String method) {
        return asked.stream().filter(one -> one.method().equals(method)).toList();
    }

    /** Blocks an answer until the test is over. */
    void stall() throws InterruptedException {
        closing.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var one = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders(),
                    body);
            asked.add(one);
            var reply = replies.to(one);
            if (reply.status() != 0) {
                send(exchange, reply);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        int withheld = reply.equals(Reply.UNFINISHED) ? 1 : 0;
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length + withheld);
        exchange.getResponseBody().write(bytes);
        if (withheld > 0) {
            exchange.getResponseBody().flush();
            stall();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
