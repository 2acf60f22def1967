package dev.edict.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.TestSocketUtils;

/** {@code edict check --language rego}: reports unchecked parts, and uses an OPA if one is configured. */
class CheckLogicTest {

    private static final String LOGIC =
            """
            # caracal:data-document
            package caracal.authz
            import rego.v1
            app_ids := {"shop": "app-1"}
            grants := {} if {
                input.x +
            }
            """;

    private static final String OPA_URL = "EDICT_OPA_URL";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void forget() {
        System.clearProperty(OPA_URL);
    }

    @Test
    void unchecked_parts_are_reported_with_their_place() throws IOException {
        var ran = check();
        assertThat(ran.out())
                .contains("a.rego:5:1: warning: not_judged: grants is not literal data: a rule body (if) at ")
                .contains("a.rego:5:14");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void what_the_configured_opa_does_not_compile_is_an_error_at_its_place() throws IOException {
        var server = opa(path -> "{\"code\": \"invalid_parameter\", \"errors\": [{\"message\": \"unexpected }\","
                + "\"location\": {\"file\": \"" + path.replaceAll(".*/", "") + "\", \"row\": 7, \"col\": 1}}]}");
        try {
            var ran = check();
            assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
            assertThat(ran.out())
                    .containsPattern("a\\.rego:7:1: error: not_compiled: opa at http://.*a\\.rego:7:1: unexpected }");
            assertThat(asked).last().asString().startsWith("DELETE /v1/policies/edict-");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void compilation_by_the_configured_opa_is_reported_and_cleaned_up() throws IOException {
        var server = opa(path -> "");
        try {
            var ran = check();
            assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(ran.err()).startsWith("edict check: compiled by opa at http://127.0.0.1:");
            assertThat(asked).hasSize(2);
            assertThat(asked.get(0)).startsWith("PUT /v1/policies/edict-");
            assertThat(asked.get(1)).isEqualTo(asked.get(0).replace("PUT", "DELETE"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void an_opa_that_does_not_answer_is_no_result() throws IOException {
        System.setProperty(OPA_URL, "http://127.0.0.1:" + TestSocketUtils.findAvailableTcpPort());
        var ran = check();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("not compiled: opa at ").contains("unreachable");
    }

    private Ran check() throws IOException {
        return Ran.edict("check", "--language", "rego", Texts.file(folder, "a.rego", LOGIC));
    }

    /** Refuses modules with the error that the function gives for their path; takes them if it is empty. */
    private HttpServer opa(Function<String, String> refusal) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            exchange.getRequestBody().readAllBytes();
            var refused = exchange.getRequestMethod().equals("PUT") ? refusal.apply(path) : "";
            var body = (refused.isEmpty() ? "{}" : refused).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused.isEmpty() ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.setProperty(OPA_URL, "http://127.0.0.1:" + server.getAddress().getPort());
        return server;
    }
}
