package dev.edict.replica.spring;

import static dev.edict.replica.spring.MemoryBundles.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.ClockedReplica;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A sample application of Spring Security behind the gateway, over HTTP. */
@Tag("servers")
class ProtectUpstreamTest {

    private static final Duration PAST_THE_BUDGET = Duration.ofMinutes(6);

    private final MemoryBundles edict = new MemoryBundles();
    private final ClockedReplica clocked =
            new ClockedReplica(ReplicaSettings.from(edict).zones(List.of(ZONE)).build());
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // started before each test
    private ConfigurableApplicationContext upstream;

    @BeforeEach
    void start() {
        upstream = new SpringApplicationBuilder(ProtectedUpstream.class)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(Replica.class, clocked::replica))
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--edict.gateway.zones=" + ZONE,
                        "--edict.gateway.challenge=Bearer realm=\"upstream\"",
                        "--edict.gateway.routes[0].path=/ledger",
                        "--edict.gateway.routes[0].methods=GET",
                        "--edict.gateway.routes[0].resource=ledger",
                        "--edict.gateway.routes[0].scope=read");
    }

    @AfterEach
    void stop() {
        upstream.close();
        clocked.close();
    }

    private HttpResponse<String> get(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s"
                .formatted(upstream.getEnvironment().getRequiredProperty("local.server.port"), path)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> read() {
        return get("/ledger", ProtectedUpstream.TOKEN);
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20));
    }

    private void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"error\":\"%s\"".formatted(code));
    }

    @Test
    void the_document_has_the_filter_chain_of_this_sample() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/edict/replica/spring/ProtectedUpstream.java"));
        var begin = "// document:begin\n";
        var code = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("    // document:end"));

        assertThat(Files.readString(Path.of("../../docs/operations/gateway.md")))
                .contains(code.indent(-4));
    }

    @Test
    void access_flips_with_an_activation_and_back_with_a_rollback() {
        refused(read(), 403, "no_active_policy_set");

        edict.activate("v1", Policies.granting("read", "write"));
        soon("the activation lets the request through").until(() -> read().statusCode() == 200);
        assertThat(read().body()).contains("\"version\":\"v1\"", "\"activation_seq\":1");

        edict.activate("v2", Policies.granting("write"));
        soon("the next one refuses it").until(() -> read().statusCode() == 403);
        refused(read(), 403, "role_scope_mismatch");

        edict.activate("v1", Policies.granting("read", "write"));
        soon("the rollback lets it through again").until(() -> read().statusCode() == 200);
        assertThat(read().body()).contains("\"version\":\"v1\"", "\"activation_seq\":3");
    }

    @Test
    void a_stale_gateway_denies_until_edict_confirms_its_version_again() {
        edict.activate("v1", Policies.granting("read", "write"));
        soon("the request is let through").until(() -> read().statusCode() == 200);

        edict.away(true);
        assertThat(read().statusCode()).isEqualTo(200);
        clocked.pass(PAST_THE_BUDGET);

        refused(read(), 503, "policy_stale");
        assertThat(read().headers().firstValue("retry-after")).hasValue("5");
        edict.away(false);
        soon("Edict confirms the version").until(() -> read().statusCode() == 200);
    }

    @Test
    void unknown_callers_are_challenged_and_unknown_paths_refused() {
        edict.activate("v1", Policies.granting("read", "write"));
        soon("the request is let through").until(() -> read().statusCode() == 200);

        for (var token : List.of("", "unknown")) {
            var answer = get("/ledger", token);
            refused(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"upstream\"");
        }
        refused(get("/ledger/audit", ProtectedUpstream.TOKEN), 403, "policy_input_unresolved");
        assertThat(read().headers().firstValue("x-edict-decision")).isEmpty();
    }
}
