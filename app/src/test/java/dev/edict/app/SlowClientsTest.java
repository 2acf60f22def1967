package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slow clients do not slow down other clients. */
@Tag("servers")
class SlowClientsTest {

    private static final int CONNECTIONS = 80;
    private static final int SLOW = 60;
    private static final int PER_TOKEN = 6;
    private static final int MANAGEMENT_PORT = Loopback.freePort();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Far above the promised times, and far below the duration of the slow requests. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String HEALTH = "GET /health HTTP/1.1\r\nhost: e\r\n\r\n";

    private static final Edict NODE = Edict.shared()
            .another(Map.ofEntries(
                    Map.entry("edict.rate-limit.requests-per-minute", "0"),
                    Map.entry("server.tomcat.threads.max", "40"),
                    Map.entry("server.tomcat.max-connections", "100"),
                    Map.entry("edict.concurrency.in-all", "30"),
                    Map.entry("edict.concurrency.per-address", "20"),
                    Map.entry("edict.concurrency.per-token", String.valueOf(PER_TOKEN)),
                    Map.entry("edict.connections.per-address", String.valueOf(CONNECTIONS)),
                    Map.entry("server.tomcat.keep-alive-timeout", "4s"),
                    Map.entry("edict.connections.header-timeout", TIMEOUT.toMillis() + "ms"),
                    Map.entry("edict.connections.body-timeout", TIMEOUT.toMillis() + "ms"),
                    Map.entry("edict.connections.management-port", String.valueOf(MANAGEMENT_PORT))));

    private final Api api = NODE.api();
    private final String zoneId = api.zone();

    @AfterAll
    static void end() {
        NODE.close();
    }

    /** With a body that never ends. */
    private String post() {
        return "POST /v1/policies/validate HTTP/1.1\r\nhost: e\r\ncontent-type: application/json\r\n"
                + "authorization: Bearer %s\r\ncontent-length: 1000\r\n\r\n".formatted(tokenOfTheZone());
    }

    private String tokenOfTheZone() {
        var token = Map.of("name", "slow", "scope", "zone", "zone_id", zoneId, "capability", "read");
        return api.post("/v1/admin-tokens", token).text("token");
    }

    @Test
    void sixty_slow_bodies_do_not_delay_other_clients() throws IOException {
        try (var slow = new SlowClients(NODE.port())) {
            slow.drip(SLOW, post(), ' ', 1_000);
            for (int n = 0; n < 30; n++) {
                assertThat(answer(NODE.port(), "GET /v1/zones/" + zoneId)).startsWith("HTTP/1.1 200");
                assertThat(answer(NODE.port(), "GET /ready")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void concurrent_requests_above_the_limit_of_a_token_are_refused_at_once() throws IOException {
        var post = post();
        try (var slow = new SlowClients(NODE.port())) {
            slow.drip(PER_TOKEN, post, ' ', 200);
            await("the token's requests to be under way").atMost(PATIENCE).until(() -> {
                try (var socket = connected(NODE.port(), post)) {
                    var answer = received(socket);
                    return answer.startsWith("HTTP/1.1 429")
                            && answer.contains("too_many_concurrent_requests")
                            && answer.toLowerCase(java.util.Locale.ROOT).contains("retry-after: 1\r\n");
                }
            });
        }
    }

    @Test
    void headers_and_bodies_have_a_deadline_at_any_arrival_rate() {
        var header = "GET /health HTTP/1.1\r\nhost: e\r\nx: ";
        var answers = Stream.of(
                        new Drip(post(), ' '),
                        new Drip("G", 'G'),
                        new Drip(header, 'x'),
                        new Drip("", '\n'),
                        new Drip(HEALTH + "G", 'G'),
                        new Drip(HEALTH + header, 'x'),
                        new Drip(HEALTH, '\n'))
                .map(drip -> CompletableFuture.supplyAsync(() -> answerTo(drip), task -> new Thread(task).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers.get(0))
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("x-request-id")
                .contains("\"error\":\"request_timeout\"");
        assertThat(answers.subList(1, 4)).containsOnly("");
        assertThat(answers.subList(4, 7))
                .allSatisfy(answer ->
                        assertThat(answer).containsOnlyOnce("HTTP/1.1").startsWith("HTTP/1.1 200"));
    }

    /** The server looks for it byte by byte, and each read of the socket has a time of its own. */
    @Test
    void a_chunk_whose_length_never_ends_has_the_time_of_a_body_or_none() {
        var chunked = "transfer-encoding: chunked\r\n\r\n1;";
        assertThat(answerTo(new Drip(post().replaceFirst("content-length: 1000\r\n\r\n", chunked), 'x')))
                .satisfiesAnyOf(answer -> assertThat(answer).startsWith("HTTP/1.1 408"), answer -> assertThat(answer)
                        .isEmpty());
        for (var unasked : new String[] {HEALTH, "POST /v1/zones HTTP/1.1\r\nhost: e\r\n\r\n"}) {
            var began = System.nanoTime();
            assertThat(answered(new Drip(unasked.substring(0, unasked.length() - 2) + chunked, 'x')))
                    .startsWith("HTTP/1.1 ");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
        }
    }

    private record Drip(String begun, char next) {}

    private static String answerTo(Drip drip) {
        var began = System.nanoTime();
        var answer = answered(drip);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(TIMEOUT);
        return answer;
    }

    private static String answered(Drip drip) {
        try {
            return answerToDrips(drip.begun, drip.next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is received until the server hangs up, while one more byte is sent whenever it says nothing. */
    private static String answerToDrips(String begun, char next) throws IOException {
        var answer = new StringBuilder();
        try (var socket = connected(NODE.port(), begun)) {
            socket.setSoTimeout(150);
            var buffer = new byte[4_096];
            for (var began = System.nanoTime(); System.nanoTime() - began < PATIENCE.toNanos(); ) {
                try {
                    var read = socket.getInputStream().read(buffer);
                    if (read < 0) {
                        return answer.toString();
                    }
                    answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write(next);
                }
            }
        } catch (SocketException e) {
            return answer.toString();
        }
        throw new AssertionError("the server goes on waiting");
    }

    @Test
    void idle_connections_neither_lock_out_other_clients_nor_close_their_connections() throws IOException {
        try (var kept = connected(NODE.port(), HEALTH)) {
            assertThat(new String(kept.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            try (var idle = new SlowClients(NODE.port())) {
                idle.idle(3 * CONNECTIONS);
                for (int n = 0; n < 5; n++) {
                    assertThat(answer(NODE.port(), "GET /v1/zones/" + zoneId)).startsWith("HTTP/1.1 200");
                }
                kept.getOutputStream()
                        .write("GET /ready HTTP/1.1\r\nhost: e\r\nconnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(received(kept)).contains("\"ok\":true}", "}HTTP/1.1 200");
            }
        }
    }

    @Test
    void a_request_that_waits_for_a_change_is_no_slow_client() throws IOException {
        var wait = TIMEOUT.plusSeconds(2);
        var began = System.nanoTime();
        assertThat(answer(NODE.port(), "GET /v1/replicas/feed?wait=%ds".formatted(wait.toSeconds()), tokenOfTheZone()))
                .startsWith("HTTP/1.1 200")
                .contains("\"changes\":[]");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(wait);
    }

    @Test
    void the_port_for_management_answers_for_the_process_and_nothing_else() throws IOException {
        for (var route : new String[] {"/health", "/ready", "/metrics"}) {
            assertThat(answer(MANAGEMENT_PORT, "GET " + route)).startsWith("HTTP/1.1 200");
            assertThat(answer(NODE.port(), "GET " + route)).startsWith("HTTP/1.1 200");
        }
        for (var route : new String[] {"/v1/zones", "/docs", "/openapi.json", "/"}) {
            assertThat(answer(MANAGEMENT_PORT, "GET " + route))
                    .startsWith("HTTP/1.1 404")
                    .containsIgnoringCase("x-request-id")
                    .contains("\"error\":\"Not Found\"");
        }
    }

    private static String answer(int port, String request) throws IOException {
        return answer(port, request, Edict.TOKEN);
    }

    private static String answer(int port, String request, String token) throws IOException {
        var head = "%s HTTP/1.1\r\nhost: e\r\nconnection: close\r\nauthorization: Bearer %s\r\n\r\n"
                .formatted(request, token);
        try (var socket = connected(port, head)) {
            return received(socket);
        }
    }

    private static Socket connected(int port, String head) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
