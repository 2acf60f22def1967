package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.command.api.token.Capability;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

class RateLimitsTest {

    private final ErrorWriter errors = new ErrorWriter(JsonMapper.shared(), path -> false);
    private final RateLimits limits = limits(3, 5);

    /** One route of decision points. */
    @RestController
    static class Routes {

        @PostMapping("/v1/replicas/{id}/reports")
        @RolesAllowed("replica:report")
        void report() {}
    }

    private RateLimits limits(int requests, int ofReplicas) {
        var context = new GenericWebApplicationContext(new MockServletContext());
        context.registerBean(Routes.class);
        context.registerBean(RequestMappingHandlerMapping.class);
        context.refresh();
        var handlers = new HandlerMethods(context.getBeanProvider(RequestMappingInfoHandlerMapping.class));
        var properties =
                new RateProperties(requests, Math.min(requests, 2), Math.min(requests, 1), ofReplicas, requests);
        return new RateLimits(properties, new DecisionPointRoutes(handlers), errors);
    }

    @Test
    void a_request_over_the_limit_gets_retry_after() throws IOException {
        assertThat(from("10.0.0.1").getStatus()).isEqualTo(200);
        assertThat(from("10.0.0.1").getStatus()).isEqualTo(200);
        assertThat(from("10.0.0.1").getStatus()).isEqualTo(200);
        var refused = from("10.0.0.1");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentAsString()).contains("\"error\":\"rate_limited\"");
        assertThat(Integer.parseInt(String.valueOf(refused.getHeader("retry-after"))))
                .isBetween(1, 20);
        assertThat(from("10.0.0.2").getStatus()).as("another address").isEqualTo(200);
    }

    @AfterEach
    void forgetTheCaller() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void each_token_has_a_limit_of_its_own() throws IOException {
        for (int n = 0; n < 3; n++) {
            assertThat(with("t1")).isTrue();
        }
        assertThat(with("t1")).isFalse();
        assertThat(with("t2")).isTrue();
    }

    @Test
    void authentication_failures_have_a_lower_limit() throws IOException {
        var request = new MockHttpServletRequest();
        assertThat(limits.ofFailures(request, new MockHttpServletResponse())).isTrue();
        assertThat(limits.ofFailures(request, new MockHttpServletResponse())).isTrue();
        assertThat(limits.ofFailures(request, new MockHttpServletResponse())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/docs", "/docs/start.js", "/openapi.json"})
    void operational_routes_do_not_count_against_the_limit_of_the_api(String path) throws IOException {
        var request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr("10.0.0.4");
        for (int n = 0; n < 10; n++) {
            assertThat(limits.ofAddress(request, new MockHttpServletResponse())).isTrue();
        }
        assertThat(from("10.0.0.4").getStatus()).isEqualTo(200);
    }

    @Test
    void decision_points_have_a_limit_of_their_own() throws IOException {
        for (int n = 0; n < 5; n++) {
            assertThat(reported("10.0.0.5")).isTrue();
        }
        assertThat(reported("10.0.0.5")).isFalse();
        assertThat(from("10.0.0.5").getStatus()).as("another route").isEqualTo(200);
    }

    private boolean reported(String address) throws IOException {
        var request = new MockHttpServletRequest("POST", "/v1/replicas/gw-1/reports");
        request.setRemoteAddr(address);
        return limits.ofAddress(request, new MockHttpServletResponse());
    }

    @Test
    void zero_is_no_limit() throws IOException {
        var unlimited = limits(0, 0);
        for (int n = 0; n < 1_000; n++) {
            assertThat(unlimited.ofAddress(new MockHttpServletRequest(), new MockHttpServletResponse()))
                    .isTrue();
        }
    }

    private MockHttpServletResponse from(String address) throws IOException {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        assertThat(limits.ofAddress(request, response)).isEqualTo(response.getStatus() == 200);
        return response;
    }

    private boolean with(String tokenId) throws IOException {
        var caller = Caller.of(tokenId, "ci", Capability.WRITE, null, Origin.MINTED);
        SecurityContextHolder.getContext().setAuthentication(caller);
        return limits.ofCaller(new MockHttpServletRequest(), new MockHttpServletResponse());
    }
}
