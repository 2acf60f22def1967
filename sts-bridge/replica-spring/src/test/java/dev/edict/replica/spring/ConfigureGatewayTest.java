package dev.edict.replica.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.edict.replica.Replica;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.spring.input.CallerClaims;
import dev.edict.replica.spring.input.PolicyInputResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** What Spring Boot configures, and when it refuses to start. */
class ConfigureGatewayTest {

    private static final String SECRET = "cat_of-the-tests";
    private static final String KEY = "5ec1".repeat(16);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final WebApplicationContextRunner empty =
            new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class));
    private final WebApplicationContextRunner gateway = empty.withPropertyValues(
            "edict.gateway.url=http://127.0.0.1:9", "edict.gateway.token=" + SECRET, "edict.gateway.zones=z1");
    private final WebApplicationContextRunner inMemory =
            empty.withPropertyValues("edict.gateway.zones=z1").withBean(BundleSource.class, MemoryBundles::new);

    private void refused(String message, String... settings) {
        gateway.withPropertyValues(settings).run(context -> {
            assertThat(context).hasFailed();
            assertThat(told(context)).contains(message).doesNotContain(SECRET, KEY, "hunter2");
        });
    }

    /** What an operator reads. */
    private static String told(AssertableWebApplicationContext context) {
        var analysis =
                new InvalidGatewaySettingsAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
        return Objects.requireNonNull(analysis).getDescription() + "\n" + analysis.getAction();
    }

    @Test
    void an_address_and_a_token_are_enough_and_everything_is_denied_until_a_zone_is_loaded() {
        gateway.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(GatewayAuthorization.class);
            assertThat(context).hasSingleBean(GatewayAccessDeniedHandler.class);
            assertThat(context).hasSingleBean(GatewayAuthenticationEntryPoint.class);
            var decision = context.getBean(GatewayAuthorizer.class)
                    .decide(new MockHttpServletRequest("GET", "/"), () -> "app-1");
            assertThat(decision.code()).isEqualTo("policy_input_unresolved");
        });
    }

    @Test
    void the_replica_starts_and_ends_with_the_context() {
        inMemory.run(context -> {
            var replica = context.getBean(Replica.class);
            await("the replica loads").until(() -> replica.counts().loads() == 1);
            context.close();
            assertThat(replica.decide("z1", Policies.mint("z1", "read")).bundle())
                    .isNull();
        });
    }

    @Test
    void a_missing_setting_stops_the_start_and_leaves_no_application_unprotected() {
        empty.run(context -> {
            assertThat(context).hasFailed();
            assertThat(told(context)).contains("edict.gateway.url is missing", "edict.gateway.enabled=false");
        });
        inMemory.withPropertyValues("edict.gateway.replica-id=gateway-1").run(context -> {
            assertThat(context).hasFailed();
            assertThat(told(context)).contains("edict.gateway.url is missing");
        });
        empty.withPropertyValues("edict.gateway.url=http://127.0.0.1:9").run(context -> {
            assertThat(context).hasFailed();
            assertThat(told(context)).contains("edict.gateway.token-file and edict.gateway.token are both missing");
        });
    }

    @Test
    void an_invalid_setting_is_named_and_its_value_is_not_repeated() throws IOException {
        refused("edict.gateway.url is invalid", "edict.gateway.url=ftp://hunter2@edict");
        refused("edict.gateway.url is invalid: it is not a URL", "edict.gateway.url=https://a:hunter2 @edict");
        refused("edict.gateway.zones is invalid", "edict.gateway.zones=z 1");
        refused("edict.gateway.replica-id is invalid", "edict.gateway.replica-id=a b");
        refused("edict.gateway.staleness-budget is invalid", "edict.gateway.staleness-budget=1s");
        refused("token and token-file are both set", "edict.gateway.token-file=/none");
        refused("edict.gateway.challenge is not", "edict.gateway.challenge=a\nb");
        refused("edict.gateway.redis has no key", "edict.gateway.redis.url=redis://h");
        refused(
                "edict.gateway.redis.keys is invalid",
                "edict.gateway.redis.url=redis://h",
                "edict.gateway.redis.keys=zz");
        refused(
                "edict.gateway.redis.url is not",
                "edict.gateway.redis.url=redis://:hunter2 @h",
                "edict.gateway.redis.keys=" + KEY);
        var file = Files.writeString(folder.resolve("token"), "\n");
        empty.withPropertyValues("edict.gateway.url=http://h", "edict.gateway.token-file=" + file)
                .run(context -> assertThat(told(context)).contains("token-file names an empty file"));
    }

    @Test
    void an_invalid_route_stops_the_start() {
        gateway.withPropertyValues("edict.gateway.routes[0].path=ledger").run(context -> assertThat(context)
                .getFailure()
                .hasRootCauseMessage("a route needs a path that begins with /"));
    }

    @Test
    void secrets_are_not_in_the_text_of_the_properties() {
        gateway.withPropertyValues("edict.gateway.redis.url=redis://:hunter2@h", "edict.gateway.redis.keys=" + KEY)
                .run(context -> {
                    var properties = context.getBean(GatewayProperties.class);
                    assertThat(properties.toString() + properties.redis()).doesNotContain(SECRET, "hunter2", KEY);
                });
    }

    @Test
    void a_token_in_a_file_may_rotate() throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        var edict = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        edict.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        edict.start();
        var file = Files.writeString(folder.resolve("token"), "first\n");
        empty.withPropertyValues(
                        "edict.gateway.url=http://127.0.0.1:"
                                + edict.getAddress().getPort(),
                        "edict.gateway.token-file=" + file)
                .run(context -> {
                    await("the token is used").until(() -> received.contains("Bearer first"));
                    Files.writeString(file, "second\n");
                    context.getBean(ControlPlaneClient.class).get("/", "", Duration.ZERO);
                    assertThat(received).last().isEqualTo("Bearer second");
                });
        edict.stop(0);
    }

    @Test
    void a_gateway_that_is_switched_off_configures_nothing() {
        empty.withPropertyValues("edict.gateway.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GatewayAuthorizer.class));
    }

    @Test
    void the_filter_is_on_where_spring_security_is_absent_and_else_if_it_is_asked_for() {
        inMemory.run(context -> assertThat(context).doesNotHaveBean("edictGatewayFilter"));
        inMemory.withPropertyValues("edict.gateway.filter=true")
                .run(context -> assertThat(context).hasBean("edictGatewayFilter"));
        var plain = inMemory.withClassLoader(new FilteredClassLoader(RequestAuthorizationContext.class));
        plain.run(context -> {
            assertThat(context).hasNotFailed().hasBean("edictGatewayFilter");
            assertThat(context).doesNotHaveBean("edictGatewayAuthorization");
        });
        plain.withPropertyValues("edict.gateway.filter=false")
                .run(context -> assertThat(context).doesNotHaveBean("edictGatewayFilter"));
    }

    @Test
    void the_filter_of_the_debugging_header_is_there_only_if_switched_on() {
        inMemory.run(context -> assertThat(context).doesNotHaveBean("edictDecisionHeaderFilter"));
        inMemory.withPropertyValues("edict.gateway.debug-header=true")
                .run(context -> assertThat(context).hasBean("edictDecisionHeaderFilter"));
    }

    @Test
    void what_is_optional_may_be_absent() {
        inMemory.withClassLoader(new FilteredClassLoader(
                        "org.springframework.security", "org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GatewayAuthorizer.class));
    }

    @Test
    void each_bean_gives_way_to_one_of_the_application() {
        PolicyInputResolver resolver = (request, caller) -> Policies.mint("z1", "read");
        CallerClaims callers = caller -> Map.of();
        inMemory.withBean(PolicyInputResolver.class, () -> resolver)
                .withBean(CallerClaims.class, () -> callers)
                .withBean(GatewayAccessDeniedHandler.class, () -> new GatewayAccessDeniedHandler("Negotiate"))
                .run(context -> {
                    assertThat(context.getBean(PolicyInputResolver.class)).isSameAs(resolver);
                    assertThat(context.getBean(CallerClaims.class)).isSameAs(callers);
                    assertThat(context).hasSingleBean(GatewayAccessDeniedHandler.class);
                });
    }

    @Test
    void decisions_are_counted_by_outcome() {
        inMemory.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            var authorizer = context.getBean(GatewayAuthorizer.class);
            authorizer.decide(new MockHttpServletRequest("GET", "/"), null);
            authorizer.decide(new MockHttpServletRequest("GET", "/"), () -> "app-1");
            var meters = context.getBean(MeterRegistry.class);
            assertThat(Arrays.asList("unauthenticated", "denied", "allowed"))
                    .extracting(outcome -> meters.get("edict.gateway.decisions")
                            .tag("outcome", outcome)
                            .counter()
                            .count())
                    .containsExactly(1.0, 1.0, 0.0);
        });
    }

    @Test
    void health_tells_whether_the_gateway_can_decide() {
        gateway.run(context -> {
            await("the first load has failed")
                    .until(() -> context.getBean(Replica.class).counts().failedLoads() > 0);
            var health = Objects.requireNonNull(context.getBean("edictGatewayHealthIndicator", HealthIndicator.class)
                    .health());
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(String.valueOf(health.getDetails().get("troubled"))).contains("z1=failed: unreachable");
        });
        inMemory.run(context -> {
            await("the zone is loaded").until(() -> context.getBean(Replica.class).statuses().stream()
                    .allMatch(zone -> zone.state() == State.LOADED));
            var health = Objects.requireNonNull(context.getBean("edictGatewayHealthIndicator", HealthIndicator.class)
                    .health());
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("zones", 1).doesNotContainKey("troubled");
        });
    }
}
