package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP client sends, written to the socket by hand. */
@Tag("servers")
class HttpSurfaceTest {

    private static final String AUTHORIZED = "authorization: Bearer %s\r\n".formatted(Edict.TOKEN);

    /** Longer than a connection may be silent, but short enough to wait for a hanging one. */
    private static final int PATIENCE_MILLIS = 15_000;

    /** Shorter than a connection may be silent. */
    private static final int SOON_MILLIS = 5_000;

    private final Edict edict = Edict.shared();

    @Test
    void a_body_without_an_end_is_refused_once_it_is_too_long() throws IOException {
        try (var socket = connected()) {
            send(
                    socket,
                    "POST /v1/zones HTTP/1.1\r\nhost: e\r\n%scontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                            .formatted(AUTHORIZED));
            var chunk = "2000\r\n%s\r\n".formatted(" ".repeat(0x2000));
            try {
                for (int sent = 0; sent < 4_096; sent++) {
                    send(socket, chunk);
                }
            } catch (SocketException e) {
                assertThat(e).as("the server hung up").hasMessageMatching("(?i).*(reset|broken pipe).*");
                return;
            }
            assertThat(received(socket)).startsWith("HTTP/1.1 413").contains("payload_too_large");
        }
    }

    @Test
    void the_body_of_an_unauthenticated_request_is_not_awaited() throws IOException {
        try (var socket = connected()) {
            socket.setSoTimeout(SOON_MILLIS);
            send(socket, "POST /v1/zones HTTP/1.1\r\nhost: e\r\ncontent-length: 1000000\r\n\r\n{");
            assertThat(received(socket))
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("connection: close")
                    .contains("invalid_admin_token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 9\r\n\r\n", "transfer-encoding: chunked\r\n\r\n9"})
    void a_body_that_nobody_asked_for_is_not_waited_for(String begun) throws IOException {
        try (var socket = connected()) {
            socket.setSoTimeout(SOON_MILLIS);
            send(socket, "GET /health HTTP/1.1\r\nhost: e\r\n" + begun);
            assertThat(received(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void the_second_request_of_a_connection_is_read_as_strictly() throws IOException {
        try (var socket = connected()) {
            send(socket, "GET /health HTTP/1.1\r\nhost: e\r\n\r\nGET /health HTTP/1.1\r\nhost: e\n\r\n");
            assertThat(received(socket)).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 400 ");
        }
    }

    static Stream<Arguments> legal() {
        var health = "GET /health HTTP/1.1\r\nhost: e\r\n";
        return Stream.of(
                Arguments.of("two, one after the other", List.of(health + "\r\n", health + "\r\n"), 2),
                Arguments.of("two at once", List.of((health + "\r\n").repeat(2)), 2),
                Arguments.of("in three parts", List.of("GET /health HTTP/1.1\r", "\nhost: e\r\nx:", " y\r\n\r\n"), 1),
                Arguments.of("a blank and an empty value", List.of(health + "x: \t \r\ny:\r\nz:  a \t\r\n\r\n"), 1),
                Arguments.of("no header but the host", List.of(health + "\r\n"), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("legal")
    void valid_requests_are_answered(String what, List<String> parts, int answers) throws IOException {
        try (var socket = connected()) {
            for (var part : parts) {
                send(socket, part);
            }
            socket.shutdownOutput();
            assertThat(received(socket).split("HTTP/1.1 200 ", -1)).as(what).hasSize(answers + 1);
        }
    }

    @Test
    void a_client_that_stops_sending_is_disconnected_without_a_response() throws IOException {
        try (var socket = connected()) {
            send(socket, "GET /health HTTP/1.1\r\nhost: e\r\n");
            assertThat(received(socket)).isEmpty();
        }
    }

    @Test
    void two_authorization_headers_count_as_none() throws IOException {
        for (var second : new String[] {AUTHORIZED, "authorization: Bearer another-token-than-the-first\r\n"}) {
            assertThat(answer("GET /v1/zones", AUTHORIZED + second))
                    .startsWith("HTTP/1.1 401")
                    .contains("invalid_admin_token");
        }
    }

    @Test
    void two_account_headers_count_as_none() throws IOException {
        var console = "authorization: Bearer %s\r\n".formatted(Console.token(Edict.TOKEN, "write"));
        var account = "x-caracal-account: %s\r\n".formatted(Console.assertion(Edict.TOKEN, "acc-1"));
        assertThat(answer("GET /v1/zones", console + account)).startsWith("HTTP/1.1 200");
        assertThat(answer("GET /v1/zones", console + account + account))
                .startsWith("HTTP/1.1 401")
                .contains("invalid_account_assertion");
    }

    @Test
    void two_idempotency_keys_are_refused() throws IOException {
        assertThat(answer("DELETE /v1/zones/nowhere", AUTHORIZED + "idempotency-key: a\r\nidempotency-key: b\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("invalid_idempotency_key");
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS /v1/zones, 'GET, HEAD, POST'",
        "TRACE /v1/zones, 'GET, HEAD, POST'",
        "PUT /v1/zones, 'GET, HEAD, POST'",
        "BREW /v1/zones, 'GET, HEAD, POST'",
        "OPTIONS /v1/zones/z/active, 'GET, HEAD'",
        "DELETE /v1/zones/z/active, 'GET, HEAD'",
        "OPTIONS /health, 'GET, HEAD'",
        "POST /health, 'GET, HEAD'",
        "OPTIONS /metrics, 'GET, HEAD'",
        "TRACE /health, 'GET, HEAD'"
    })
    void an_unsupported_method_is_answered_with_the_allowed_ones(String request, String allowed) throws IOException {
        var preflight = "origin: http://e\r\naccess-control-request-method: POST\r\n";
        for (var headers : new String[] {"", preflight}) {
            assertThat(answer(request, AUTHORIZED + headers))
                    .startsWith("HTTP/1.1 405")
                    .containsIgnoringCase("\r\nallow: %s\r\n".formatted(allowed))
                    .contains("\"error\":\"method_not_allowed\"")
                    .doesNotContain("Tomcat");
        }
    }

    @Test
    void a_method_that_a_path_does_not_have_is_refused_whatever_its_key_was_used_for() throws IOException {
        var key = "idempotency-key: http-surface\r\n";
        var body = "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        assertThat(answer("POST /v1/zones", AUTHORIZED + key + body)).startsWith("HTTP/1.1 400");
        assertThat(answer("PUT /v1/zones", AUTHORIZED + key + body)).startsWith("HTTP/1.1 405");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS /v1/nowhere", "TRACE /v1/nowhere"})
    void an_unknown_path_has_no_method(String request) throws IOException {
        assertThat(answer(request, AUTHORIZED))
                .containsAnyOf("HTTP/1.1 404 ", "HTTP/1.1 400 ")
                .doesNotContain("Tomcat");
    }

    static Stream<Arguments> unreadable() {
        var chunked = "POST /v1/zones HTTP/1.1\r\nhost: e\r\ncontent-type: application/json\r\n" + AUTHORIZED
                + "transfer-encoding: chunked\r\n\r\n";
        var get = "GET /v1/zones HTTP/1.1\r\nhost: e\r\n" + AUTHORIZED;
        return Stream.of(
                Arguments.of("a chunk of no size", chunked + "zz\r\n{}\r\n0\r\n\r\n", 400, "invalid_body"),
                Arguments.of("a chunk longer than said", chunked + "1\r\n{}\r\n0\r\n\r\n", 400, "invalid_body"),
                Arguments.of(
                        "a chunk on a route of ours",
                        chunked.replace("/v1/zones", "/v1/zones/z/rollback") + "zz\r\n",
                        400,
                        "invalid_body"),
                Arguments.of("HTTP/2", "GET /v1/zones HTTP/2.0\r\nhost: e\r\n\r\n", 505, "http_version_not_supported"),
                Arguments.of("no host", "GET /v1/zones HTTP/1.1\r\n\r\n", 400, "invalid_params"),
                Arguments.of("two hosts", get + "host: f\r\n\r\n", 400, "invalid_params"),
                Arguments.of("a header without a colon", get + "nonsense\r\n\r\n", 400, "invalid_params"),
                Arguments.of("a header with a space", get + "x y: z\r\n\r\n", 400, "invalid_params"),
                Arguments.of(
                        "a long header",
                        get + "x: %s\r\n\r\n".formatted("x".repeat(20_000)),
                        431,
                        "request_headers_too_large"),
                Arguments.of(
                        "a long cookie",
                        get + "cookie: a=%s\r\n\r\n".formatted("x".repeat(20_000)),
                        431,
                        "request_headers_too_large"),
                Arguments.of("many headers", get + "x: y\r\n".repeat(200) + "\r\n", 431, "request_headers_too_large"),
                Arguments.of(
                        "a long path",
                        "GET /%s HTTP/1.1\r\nhost: e\r\n\r\n".formatted("x".repeat(20_000)),
                        414,
                        "uri_too_long"),
                Arguments.of("another coding", chunked.replace("chunked", "gzip") + "{}", 501, "not_implemented"),
                Arguments.of(
                        "two lengths", get + "content-length: 1\r\ncontent-length: 2\r\n\r\n{", 400, "invalid_params"),
                Arguments.of("a negative length", get + "content-length: -1\r\n\r\n", 400, "invalid_params"),
                Arguments.of("a folded header", get + "x: a\r\n b\r\n\r\n", 400, "invalid_params"),
                Arguments.of("a header folded with a tab", get + "x: a\r\n\tb\r\n\r\n", 400, "invalid_params"),
                Arguments.of("a fold with nothing in it", get + "x: a\r\n \r\n\r\n", 400, "invalid_params"),
                Arguments.of("a folded first header", get.replace("host", " host") + "\r\n", 400, "invalid_params"),
                Arguments.of("a fold after a bare LF", get + "x: a\n \r\n\r\n", 400, "invalid_params"),
                Arguments.of("LF after the request line", get.replaceFirst("\r", "") + "\r\n", 400, "invalid_params"),
                Arguments.of("LF after a header", get + "x: y\nz: w\r\n\r\n", 400, "invalid_params"),
                Arguments.of("LF at the end", get + "\n", 400, "invalid_params"),
                Arguments.of("CONNECT", "CONNECT e:1 HTTP/1.1\r\nhost: e:1\r\n\r\n", 501, "not_implemented"));
    }

    /** Tomcat takes it for HTTP/0.9, in which an answer is a body and no more. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0001\u0002\u0003\r\n\r\n", "G@T /v1/zones HTTP/1.1\r\nhost: e\r\n\r\n"})
    void without_a_request_line_the_request_id_is_in_the_body(String request) throws IOException {
        try (var socket = connected()) {
            send(socket, request);
            assertThat(received(socket)).contains("\"error\":\"invalid_params\"", "\"requestId\":\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void an_unreadable_request_is_refused_with_the_usual_error_shape(
            String what, String request, int status, String code) throws IOException {
        String answer;
        try (var socket = connected()) {
            send(socket, request);
            answer = received(socket);
        }
        assertThat(answer)
                .startsWith("HTTP/1.1 %d ".formatted(status))
                .containsIgnoringCase("\r\nx-request-id: ")
                .containsPattern("(?i)content-type: application/(problem\\+)?json")
                .contains("\"error\":\"%s\"".formatted(code), "\"error_description\":")
                .doesNotContain("Tomcat", "timestamp", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /v1/zones/%zz", "GET /v1/zones/a%2Fb", "GET /v1/zones/%00", "GET /v1/zo{nes", "GET /\\v1"})
    void an_unreadable_request_is_refused_in_json(String request) throws IOException {
        assertThat(answer(request, AUTHORIZED))
                .startsWith("HTTP/1.1 400")
                .contains("application/json", "\"error\":\"invalid_params\"")
                .doesNotContain("Tomcat", "<html");
    }

    private String answer(String request, String headers) throws IOException {
        try (var socket = connected()) {
            send(socket, "%s HTTP/1.1\r\nhost: e\r\nconnection: close\r\n%s\r\n".formatted(request, headers));
            return received(socket);
        }
    }

    private Socket connected() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), edict.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Everything until the server hangs up. */
    private static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
