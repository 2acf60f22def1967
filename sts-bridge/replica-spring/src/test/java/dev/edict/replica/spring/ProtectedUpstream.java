package dev.edict.replica.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.edict.replica.BundleIdentity;
import dev.edict.replica.spring.input.CallerClaims;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A sample application behind the gateway: each answer carries the version that granted the request. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ProtectedUpstream {

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
                .httpBasic(basic -> basic.authenticationEntryPoint(challenge))
                .exceptionHandling(on -> on.accessDeniedHandler(refused).authenticationEntryPoint(challenge))
                .csrf(withDefaults())
                .build();
    }

    @Bean
    UserDetailsService callers() {
        return new InMemoryUserDetailsManager(
                User.withUsername("app-1").password("{noop}secret").build());
    }

    /** Stands for what a verified token says. */
    @Bean
    CallerClaims claims() {
        return caller -> Map.of(
                "client_id", caller.getName(),
                "labels", List.of("teller"),
                "scope", "read write",
                "target", List.of("ledger"),
                "delegation_edge_id", "edge-1");
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
