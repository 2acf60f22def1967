package dev.edict.gateway;

import dev.edict.app.Documents;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.spring.GatewayAccessDeniedHandler;
import dev.edict.replica.spring.GatewayAuthenticationEntryPoint;
import dev.edict.replica.spring.GatewayAuthorization;
import dev.edict.replica.spring.GatewayAutoConfiguration;
import dev.edict.replica.spring.GatewayDecision;
import dev.edict.replica.spring.input.PolicyInputResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A sample application behind the gateway: {@code /ledger/SCOPE} requires that scope of the ledger. */
@SpringBootConfiguration
@ImportAutoConfiguration({
    GatewayAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class ProtectedUpstream {

    static final String CALLER = "app-1";

    /** Starts it with these settings of the gateway, and on a free port. */
    static ConfigurableApplicationContext started(Map<String, String> settings) {
        return new SpringApplicationBuilder(ProtectedUpstream.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "spring.config.location", "optional:classpath:/of-the-sample/",
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "edict.gateway.debug-header", "true"))
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
    }

    @Bean
    SecurityFilterChain upstream(
            HttpSecurity http,
            GatewayAuthorization gateway,
            GatewayAccessDeniedHandler refused,
            GatewayAuthenticationEntryPoint challenge,
            @Value("${sample.careless:false}") boolean isCareless) {
        return http.authorizeHttpRequests(
                        requests -> requests.anyRequest().access(isCareless ? careless(gateway) : gateway))
                .httpBasic(basic -> basic.authenticationEntryPoint(challenge))
                .exceptionHandling(on -> on.accessDeniedHandler(refused).authenticationEntryPoint(challenge))
                .build();
    }

    /** Repeats the first decision for each path, under whatever version is in force: what the load has to find. */
    private static AuthorizationManager<RequestAuthorizationContext> careless(GatewayAuthorization gateway) {
        var remembered = new ConcurrentHashMap<String, Boolean>();
        return (caller, context) -> {
            var isGranted = gateway.authorize(caller, context).isGranted();
            var first = remembered.putIfAbsent(context.getRequest().getRequestURI(), isGranted);
            return new AuthorizationDecision(first == null ? isGranted : first);
        };
    }

    /** Every password is right. */
    @Bean
    AuthenticationManager callers() {
        return given -> UsernamePasswordAuthenticationToken.authenticated(given.getName(), null, List.of());
    }

    /** A teller asks for the scope that the path names. */
    @Bean
    PolicyInputResolver inputs(@Value("${edict.gateway.zones}") String zoneId) {
        return (request, caller) -> PolicyInput.from(
                Documents.mint(zoneId, "teller", request.getRequestURI().replace("/ledger/", "ledger:")));
    }

    /** The protected resource. */
    @RestController
    static class LedgerController {

        @GetMapping("/ledger/{scope}")
        Map<String, String> read(@PathVariable String scope, HttpServletRequest request) {
            var bundle = Objects.requireNonNull(
                    GatewayDecision.of(request).orElseThrow().bundle());
            return Map.of("scope", scope, "version", String.valueOf(bundle.versionId()));
        }
    }
}
