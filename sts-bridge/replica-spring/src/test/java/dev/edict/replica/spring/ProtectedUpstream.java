package dev.edict.replica.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.edict.replica.BundleIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A sample application behind the gateway: each answer carries the version that granted the request. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ProtectedUpstream {

    static final String TOKEN = "the-token-of-the-tests";

    private static final Map<String, Object> CLAIMS = Map.of(
            "client_id", "app-1",
            "labels", List.of("teller"),
            "scope", List.of("read", "write"),
            "target", List.of("ledger"),
            "delegation_edge_id", "edge-1");

    // document:begin
    @Bean
    SecurityFilterChain upstream(
            HttpSecurity http,
            GatewayAuthorization gateway,
            GatewayAccessDeniedHandler refused,
            GatewayAuthenticationEntryPoint challenge) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .access(gateway))
                .oauth2ResourceServer(
                        tokens -> tokens.opaqueToken(withDefaults()).authenticationEntryPoint(challenge))
                .exceptionHandling(on -> on.accessDeniedHandler(refused).authenticationEntryPoint(challenge))
                .csrf(csrf -> csrf.disable()) // callers are no browsers
                .build();
    }
    // document:end

    /** Knows one token. */
    @Bean
    OpaqueTokenIntrospector tokens() {
        return token -> {
            if (!token.equals(TOKEN)) {
                throw new BadOpaqueTokenException("unknown token");
            }
            return new DefaultOAuth2AuthenticatedPrincipal("someone", CLAIMS, AuthorityUtils.NO_AUTHORITIES);
        };
    }

    /** The protected resource. */
    @RestController
    static class LedgerController {

        @GetMapping({"/ledger", "/ledger/audit"})
        Map<String, Object> read(HttpServletRequest request) {
            var bundle = GatewayDecision.of(request)
                    .map(GatewayDecision::bundle)
                    .map(Objects::requireNonNull)
                    .orElseThrow();
            return answer(bundle);
        }

        private static Map<String, Object> answer(BundleIdentity bundle) {
            return Map.of(
                    "version", String.valueOf(bundle.versionId()),
                    "activation_seq", bundle.activationSeq());
        }
    }
}
