package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
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
    void the_chain_has_the_filters_in_the_order_of_the_contracts_checks() {
        assertThat(edict.bean(FilterChainProxy.class).getFilterChains())
                .singleElement()
                .satisfies(chain -> assertThat(chain.getFilters())
                        .extracting(filter -> filter.getClass().getSimpleName())
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
                                "IdempotencyKeys"));
    }
}
