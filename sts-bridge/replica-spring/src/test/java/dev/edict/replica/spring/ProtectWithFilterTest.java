package dev.edict.replica.spring;

import static dev.edict.replica.spring.MemoryBundles.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.spring.input.PolicyInputResolver;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** A sample application without a filter chain of Spring Security, over HTTP. */
@Tag("servers")
class ProtectWithFilterTest {

    private static final String CALLER = "X-Caller";

    /** The application, which authenticates by a filter of its own. */
    @SpringBootConfiguration
    @EnableAutoConfiguration(
            exclude = {SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
    @RestController
    static class FilteredUpstream {

        @Bean
        MemoryBundles edict() {
            return new MemoryBundles();
        }

        @Bean
        PolicyInputResolver inputs() {
            return (request, caller) -> Policies.mint(ZONE, "read");
        }

        @Bean
        FilterRegistrationBean<Authenticating> authentication() {
            var registration = new FilterRegistrationBean<>(new Authenticating());
            registration.setOrder(0);
            return registration;
        }

        @GetMapping({"/api/ledger", "/open"})
        String read() {
            return "read";
        }
    }

    /** Believes a header. */
    static final class Authenticating extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public @Nullable Principal getUserPrincipal() {
                            var caller = getHeader(CALLER);
                            return caller == null ? null : () -> caller;
                        }
                    },
                    response);
        }
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext upstream, String path, String caller) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s"
                .formatted(upstream.getEnvironment().getRequiredProperty("local.server.port"), path)));
        if (!caller.isEmpty()) {
            request.header(CALLER, caller);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_filter_decides_for_callers_whom_another_filter_knows_and_within_its_paths() {
        try (var upstream = new SpringApplicationBuilder(FilteredUpstream.class)
                .bannerMode(Banner.Mode.OFF)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--edict.gateway.filter=true",
                        "--edict.gateway.filter-paths=/api/*",
                        "--edict.gateway.debug-header=true",
                        "--edict.gateway.zones=" + ZONE)) {
            assertThat(get(upstream, "/api/ledger", "").statusCode()).isEqualTo(401);
            assertThat(get(upstream, "/api/ledger", "app-1").statusCode()).isIn(403, 503);

            ((MemoryBundles) upstream.getBean(BundleSource.class)).activate("v1", Policies.granting("read"));

            await("the activation lets the request through")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> get(upstream, "/api/ledger", "app-1").statusCode() == 200);
            assertThat(get(upstream, "/api/ledger", "app-1").headers().firstValue("X-Edict-Decision"))
                    .hasValue("allowed; code=allowed; zone=\"z1\"; activation-seq=1; version=\"v1\"");
            assertThat(get(upstream, "/open", "").statusCode()).isEqualTo(200);
        }
    }
}
