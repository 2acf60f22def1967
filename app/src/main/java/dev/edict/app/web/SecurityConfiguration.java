package dev.edict.app.web;

import dev.edict.app.web.access.AccessRefusals;
import dev.edict.app.web.access.BearerToken;
import dev.edict.app.web.access.BearerTokenAuthenticationProvider;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.ConcurrencyFilter;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.access.RateLimitFilter;
import dev.edict.app.web.access.RateLimits;
import dev.edict.app.web.access.RouteAuthorization;
import dev.edict.app.web.audit.AdminAuditFilter;
import dev.edict.app.web.body.BoundedBodies;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.error.ExceptionResolvingFilter;
import dev.edict.app.web.health.GracefulShutdownFilter;
import dev.edict.app.web.idempotency.IdempotencyKeys;
import dev.edict.app.web.request.RequestIdFilter;
import dev.edict.app.web.route.UnroutedMethods;
import dev.edict.query.QueryModule;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/** The filters that a request passes before its controller, in this order (contract §2, order of checks). */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Runs first, so that every error response has the id. */
    @Bean
    FilterRegistrationBean<RequestIdFilter> requestId() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    @Bean
    HttpFirewall firewall() {
        return new CanonicalPathFirewall();
    }

    @Bean
    RequestRejectedHandler rejectedPath(ErrorWriter errors) {
        return (request, response, rejected) -> errors.write(
                request,
                response,
                HttpStatus.BAD_REQUEST,
                "invalid_params",
                "The path is not canonical: remove parameters, empty and dot segments, and encoded letters, digits or slashes");
    }

    /** A timer around every filter costs more than most of the filters; the request has one already. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AuthenticationManager authenticationManager(BearerTokenAuthenticationProvider tokens) {
        return new ProviderManager(tokens);
    }

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            RouteAuthorization routes,
            AuthenticationManager manager,
            AccessRefusals refusals,
            RateLimits limits,
            ObjectProvider<AdminAuditFilter> audit,
            ExceptionResolvingFilter exceptions,
            ManagementPort managementPort,
            GracefulShutdownFilter shutdown,
            ConcurrencyFilter concurrency,
            DescriptionPages description,
            BoundedBodies bodies,
            UnroutedMethods methods,
            ObjectProvider<IdempotencyKeys> keys) {
        // A decision point on its own records no changes and makes none.
        audit.ifAvailable(filter -> http.addFilterBefore(filter, SecurityContextHolderAwareRequestFilter.class));
        List.of(
                        exceptions,
                        managementPort,
                        shutdown,
                        concurrency,
                        description,
                        new RateLimitFilter(limits::ofAddress),
                        authentication(manager, routes, refusals))
                .forEach(filter -> http.addFilterBefore(filter, SecurityContextHolderAwareRequestFilter.class));
        List.of(new RateLimitFilter(limits::ofCaller), bodies, methods)
                .forEach(filter -> http.addFilterAfter(filter, AuthorizationFilter.class));
        keys.ifAvailable(filter -> http.addFilterAfter(filter, AuthorizationFilter.class));
        return withoutSessions(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(routes))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    private static AuthenticationFilter authentication(
            AuthenticationManager manager, RouteAuthorization routes, AccessRefusals refusals) {
        var filter = new AuthenticationFilter(manager, BearerToken::of);
        filter.setRequestMatcher(new NegatedRequestMatcher(routes.open()));
        filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusals));
        filter.setSuccessHandler((request, response, caller) -> {
            request.setAttribute(QueryModule.ACCOUNT_ATTRIBUTE, ((Caller) caller).account());
            request.setAttribute(QueryModule.ZONE_ATTRIBUTE, ((Caller) caller).zoneId());
        });
        return filter;
    }

    /** Every request carries its token, and browsers send none by themselves; response headers are set elsewhere. */
    private static HttpSecurity withoutSessions(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
