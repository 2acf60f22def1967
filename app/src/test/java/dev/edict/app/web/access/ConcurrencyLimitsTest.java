package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ConcurrencyLimitsTest {

    private final ErrorWriter errors = new ErrorWriter(JsonMapper.shared(), path -> false);
    private final ConcurrencyLimits limits = new ConcurrencyLimits(new ConcurrencyProperties(3, 2, 1), errors);

    @Test
    void a_request_above_the_limit_of_an_address_is_refused_until_another_one_ends() throws Exception {
        assertThat(from(
                        "10.0.0.1",
                        () -> from("10.0.0.1", () -> {
                            var refused = from("10.0.0.1", ConcurrencyLimitsTest::nothing);
                            assertThat(refused.getStatus()).isEqualTo(429);
                            assertThat(refused.getHeader("retry-after")).isEqualTo("1");
                            assertThat(refused.getContentAsString())
                                    .contains("\"error\":\"too_many_concurrent_requests\"");
                            assertThat(from("10.0.0.2", ConcurrencyLimitsTest::nothing)
                                            .getStatus())
                                    .as("another address")
                                    .isEqualTo(200);
                        })))
                .matches(response -> response.getStatus() == 200);
        assertThat(from("10.0.0.1", ConcurrencyLimitsTest::nothing).getStatus()).isEqualTo(200);
    }

    @Test
    void a_request_above_the_total_limit_is_refused_except_on_management_routes() throws Exception {
        from(
                "10.0.0.1",
                () -> from(
                        "10.0.0.2",
                        () -> from("10.0.0.3", () -> {
                            var refused = from("10.0.0.4", ConcurrencyLimitsTest::nothing);
                            assertThat(refused.getStatus()).isEqualTo(503);
                            assertThat(refused.getContentAsString()).contains("\"error\":\"overloaded\"");
                            for (var path : new String[] {"/health", "/ready", "/metrics"}) {
                                assertThat(sent(path, "10.0.0.4", ConcurrencyLimitsTest::nothing)
                                                .getStatus())
                                        .as(path)
                                        .isEqualTo(200);
                            }
                        })));
    }

    @Test
    void each_token_has_a_limit_of_its_own() throws Exception {
        with("t1", () -> {
            assertThat(with("t1", ConcurrencyLimitsTest::nothing).getStatus()).isEqualTo(429);
            assertThat(with("t2", ConcurrencyLimitsTest::nothing).getStatus()).isEqualTo(200);
        });
        assertThat(with("t1", ConcurrencyLimitsTest::nothing).getStatus()).isEqualTo(200);
    }

    @Test
    void a_failed_request_releases_its_permit() throws Exception {
        for (int n = 0; n < 5; n++) {
            try {
                with("t1", () -> {
                    throw new IOException("gone");
                });
            } catch (IOException e) {
                assertThat(e).hasMessage("gone");
            }
        }
        assertThat(with("t1", ConcurrencyLimitsTest::nothing).getStatus()).isEqualTo(200);
    }

    @Test
    void zero_is_no_limit() throws Exception {
        var unlimited = new ConcurrencyLimits(new ConcurrencyProperties(1, 0, 0), errors);
        var request = carrying("t1");
        var response = new MockHttpServletResponse();
        unlimited.pass(request, response, (same, answer) -> nothing());
        assertThat(response.getStatus()).isEqualTo(200);
    }

    private interface Meanwhile {
        void run() throws IOException, ServletException;
    }

    private static void nothing() {}

    private MockHttpServletResponse from(String address, Meanwhile meanwhile) throws IOException, ServletException {
        return sent("/v1/zones", address, meanwhile);
    }

    private MockHttpServletResponse sent(String path, String address, Meanwhile meanwhile)
            throws IOException, ServletException {
        var request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        limits.pass(request, response, (same, answer) -> meanwhile.run());
        return response;
    }

    private MockHttpServletResponse with(String token, Meanwhile meanwhile) throws IOException, ServletException {
        var response = new MockHttpServletResponse();
        limits.pass(carrying(token), response, (same, answer) -> meanwhile.run());
        return response;
    }

    private static MockHttpServletRequest carrying(String token) {
        var request = new MockHttpServletRequest("GET", "/v1/zones");
        request.addHeader("authorization", "Bearer " + token);
        return request;
    }
}
