package dev.edict.app.web.console;

import dev.edict.app.web.access.ConcurrencyFilter;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.access.RateLimitFilter;
import dev.edict.app.web.access.RateLimits;
import dev.edict.app.web.access.RouteAuthorization;
import dev.edict.app.web.audit.AdminAuditFilter;
import dev.edict.app.web.body.BoundedBodies;
import dev.edict.app.web.body.FormParameters;
import dev.edict.app.web.error.ExceptionResolvingFilter;
import dev.edict.app.web.health.GracefulShutdownFilter;
import dev.edict.app.web.route.UnroutedMethods;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/** The filters that a request to the console passes before its controller, in this order. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurityConfiguration {

    private static final String ASSETS = "/console/assets/**";

    /** Styles, scripts and pictures are files of this server; nothing is inline, and nothing is evaluated. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain console(
            HttpSecurity http,
            ConsoleSwitch isOn,
            RouteAuthorization routes,
            ConsoleRefusals refusals,
            RateLimits limits,
            AdminAuditFilter audit,
            ExceptionResolvingFilter exceptions,
            DatabaseOutageFilter outages,
            ManagementPort managementPort,
            GracefulShutdownFilter shutdown,
            ConcurrencyFilter concurrency,
            SameOriginFilter sameOrigin,
            SessionAuthenticationFilter sessions,
            BoundedBodies bodies,
            FormParameters forms,
            SessionCsrfTokens tokens,
            UnroutedMethods methods) {
        List.of(
                        // Writes the names of assets with their hashes into the links of pages.
                        new ResourceUrlEncodingFilter(),
                        audit,
                        exceptions,
                        outages,
                        managementPort,
                        shutdown,
                        concurrency,
                        isOn,
                        new RateLimitFilter(limits::ofConsole),
                        sameOrigin,
                        sessions)
                .forEach(filter -> http.addFilterBefore(filter, SecurityContextHolderAwareRequestFilter.class));
        List.of(bodies, forms, csrf(tokens, refusals), methods)
                .forEach(filter -> http.addFilterAfter(filter, AuthorizationFilter.class));
        return withHeaders(http)
                .securityMatcher("/", "/console", "/console/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(ASSETS)
                        .permitAll()
                        .anyRequest()
                        .access(routes))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    /** After the body was read within its limits, which a form's own token is part of. */
    private static CsrfFilter csrf(SessionCsrfTokens tokens, AccessDeniedHandler refusals) {
        var filter = new CsrfFilter(tokens);
        filter.setRequestHandler(new XorCsrfTokenRequestAttributeHandler());
        filter.setAccessDeniedHandler(refusals);
        return filter;
    }

    private static HttpSecurity withHeaders(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
