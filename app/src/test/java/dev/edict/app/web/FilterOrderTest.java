package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.FilterChainProxy;

/** What a request passes is listed in one place: a filter that registers itself would run at another time, or twice. */
@Tag("servers")
class FilterOrderTest {

    private final Edict edict = Edict.shared();

    @Test
    void the_servlet_container_knows_the_request_id_and_the_chain_alone() {
        assertThat(edict.servletContext().getFilterRegistrations().keySet())
                .containsExactlyInAnyOrder(
                        "requestId",
                        "webMvcObservationFilter",
                        "springSecurityFilterChain",
                        "characterEncodingFilter",
                        "requestContextFilter",
                        "Tomcat WebSocket (JSR356) Filter");
    }

    @Test
    void the_chain_of_the_api_has_the_filters_in_the_order_of_the_contracts_checks() {
        assertThat(filtersOf("/v1/zones"))
                .containsExactly(
                        "DisableEncodeUrlFilter",
                        "WebAsyncManagerIntegrationFilter",
                        "SecurityContextHolderFilter",
                        "AdminAuditFilter",
                        "ExceptionResolvingFilter",
                        "ManagementPort",
                        "GracefulShutdownFilter",
                        "ConcurrencyFilter",
                        "DescriptionPages",
                        "RateLimitFilter",
                        "AuthenticationFilter",
                        "SecurityContextHolderAwareRequestFilter",
                        "AnonymousAuthenticationFilter",
                        "SessionManagementFilter",
                        "ExceptionTranslationFilter",
                        "AuthorizationFilter",
                        "RateLimitFilter",
                        "BoundedBodies",
                        "UnroutedMethods",
                        "IdempotencyKeys");
    }

    @Test
    void the_chain_of_the_console_checks_host_and_origin_before_the_session_and_the_form_before_its_controller() {
        assertThat(filtersOf("/console/zones"))
                .containsExactly(
                        "DisableEncodeUrlFilter",
                        "WebAsyncManagerIntegrationFilter",
                        "SecurityContextHolderFilter",
                        "HeaderWriterFilter",
                        "ResourceUrlEncodingFilter",
                        "AdminAuditFilter",
                        "ExceptionResolvingFilter",
                        "DatabaseOutageFilter",
                        "ManagementPort",
                        "GracefulShutdownFilter",
                        "ConcurrencyFilter",
                        "ConsoleSwitch",
                        "RateLimitFilter",
                        "SameOriginFilter",
                        "SessionAuthenticationFilter",
                        "SecurityContextHolderAwareRequestFilter",
                        "AnonymousAuthenticationFilter",
                        "SessionManagementFilter",
                        "ExceptionTranslationFilter",
                        "AuthorizationFilter",
                        "BoundedBodies",
                        "FormParameters",
                        "CsrfFilter",
                        "UnroutedMethods");
    }

    private List<String> filtersOf(String path) {
        return Objects.requireNonNull(edict.bean(FilterChainProxy.class).getFilters(path)).stream()
                .map(filter -> filter.getClass().getSimpleName())
                .toList();
    }
}
