package dev.edict.app.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.connector.ConnectionProperties;
import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.command.api.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class BoundedBodiesTest {

    private static final int MIB = 1 << 20;
    private static final String LARGE = "PUT /v1/zones/z1/catalogue";
    private static final FilterChain NOTHING = (request, response) -> {};

    private final List<Exception> refusals = new ArrayList<>();
    private final BoundedBodies bodies = bodies(Routes.class);
    private long read;

    @Controller
    static class Routes {

        @PutMapping("/v1/zones/{zoneId}/catalogue")
        @Operation(
                extensions = @Extension(properties = @ExtensionProperty(name = "x-max-body-bytes", value = "8388608")))
        void replace() {}

        @GetMapping("/v1/zones/{zoneId}/catalogue")
        void read() {}

        @PostMapping("/v1/zones/{zoneId}/policies")
        @Operation(summary = "no limit of its own")
        void create() {}
    }

    @Controller
    static class TooMuch {

        @PutMapping("/v1/huge")
        @Operation(
                extensions = @Extension(properties = @ExtensionProperty(name = "x-max-body-bytes", value = "16777216")))
        void replace() {}
    }

    @ParameterizedTest
    @CsvSource({
        "PUT /v1/zones/z1/catalogue,        8388608",
        "PUT /v1/zones/another/catalogue,   8388608",
        "POST /v1/zones/z1/catalogue,       1048576",
        "PUT /v1/zones/z1/catalogue/x,      1048576",
        "POST /v1/zones/z1/policies,        1048576",
        "POST /no/such/route,               1048576"
    })
    void a_body_has_at_most_what_its_route_declares_and_else_one_mebibyte(String route, int limit) throws Exception {
        assertThat(send(route, limit, false)).hasSize(limit);
        assertThat(send(route, limit + 1, false)).isNull();
        assertThat(send(route, limit + 1, true)).isNull();
        assertThat(refusals).hasSize(2).allSatisfy(refusal -> assertThat(refusal)
                .isInstanceOf(BodyTooLarge.class)
                .hasMessage("Request body exceeds %d MiB", limit / MIB));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MIB, MIB + 1, 3 * MIB + 7})
    void a_body_reaches_the_handler_unchanged(int length) throws Exception {
        var body = send(LARGE, length, true);
        assertThat(body).hasSize(length);
        var sent = new byte[length];
        for (int at = 0; at < length; at++) {
            sent[at] = octet(at);
        }
        assertThat(body).isEqualTo(sent);
    }

    @Test
    void of_a_hundred_megabytes_nothing_is_kept_and_no_more_is_read_than_is_discarded_for_the_client()
            throws Exception {
        assertThat(send(LARGE, 100_000_000, true)).isNull();
        assertThat(read).as("declared").isLessThanOrEqualTo(4 * MIB);
        read = 0;
        assertThat(send(LARGE, 100_000_000, false)).isNull();
        assertThat(read).as("chunked").isLessThanOrEqualTo(8 * MIB + 1 + 4 * MIB);
        assertThat(refusals).hasSize(2).hasOnlyElementsOfType(BodyTooLarge.class);
    }

    @Test
    void two_large_bodies_are_handled_at_once_and_a_third_is_refused_until_one_is_answered() throws Exception {
        send(
                LARGE,
                2 * MIB,
                true,
                (first, toFirst) -> send(LARGE, 2 * MIB, true, (second, toSecond) -> {
                    assertThat(send(LARGE, MIB, true))
                            .as("a small one takes no place")
                            .hasSize(MIB);
                    assertThat(send(LARGE, 2 * MIB, true)).isNull();
                }));
        assertThat(refusals).singleElement().isInstanceOfSatisfying(Rejection.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Rejection.Reason.OVERLOADED);
            assertThat(refusal.facts()).containsKey(Rejection.RETRY_AFTER);
        });
        assertThat(send(LARGE, 2 * MIB, true)).hasSize(2 * MIB);
    }

    @Test
    void a_failed_request_and_one_that_is_too_large_give_their_place_back() throws Exception {
        for (int n = 0; n < 2 * LargeBodies.CONCURRENT; n++) {
            assertThatThrownBy(() -> send(LARGE, 2 * MIB, true, (request, response) -> {
                        throw new IOException("gone");
                    }))
                    .hasMessage("gone");
            assertThat(send(LARGE, 9 * MIB, false)).isNull();
        }
        assertThat(send(LARGE, 2 * MIB, true)).hasSize(2 * MIB);
    }

    @Test
    void a_route_cannot_declare_more_than_the_heap_is_reckoned_with() {
        assertThatThrownBy(() -> bodies(TooMuch.class)
                        .doFilter(request("PUT /v1/huge", 1, true), new MockHttpServletResponse(), NOTHING))
                .hasMessageContaining("PUT /v1/huge declares 16777216 as x-max-body-bytes");
    }

    private byte @Nullable [] send(String route, int length, boolean declared) throws ServletException, IOException {
        return send(route, length, declared, NOTHING);
    }

    /** The body that the handler reads; null if the request does not reach it. */
    private byte @Nullable [] send(String route, int length, boolean declared, FilterChain chain)
            throws ServletException, IOException {
        var request = request(route, length, declared);
        var handled = new ArrayList<byte[]>();
        bodies.doFilter(request, new MockHttpServletResponse(), (same, response) -> {
            handled.add(CachedRequest.of(request).body());
            chain.doFilter(same, response);
        });
        return handled.isEmpty() ? null : handled.get(0);
    }

    private CachedRequest request(String route, int length, boolean declared) {
        var methodAndPath = route.split(" ", 2);
        var request = new MockHttpServletRequest(methodAndPath[0], methodAndPath[1]) {
            @Override
            public long getContentLengthLong() {
                return declared ? length : -1;
            }

            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new Numbered(length));
            }
        };
        request.setUserPrincipal(new TestingAuthenticationToken("caller", "token"));
        return new CachedRequest(request, "request");
    }

    private BoundedBodies bodies(Class<?> controller) {
        var context = new GenericWebApplicationContext(new MockServletContext());
        context.registerBean(controller);
        context.registerBean(RequestMappingHandlerMapping.class);
        context.refresh();
        var handlers = new HandlerMethods(context.getBeanProvider(RequestMappingInfoHandlerMapping.class));
        return new BoundedBodies(
                new ConnectionProperties(0, Duration.ofSeconds(15), Duration.ofSeconds(15), null),
                new BodyLimits(handlers),
                new LargeBodies(Duration.ofMillis(20)),
                new CompressedBodies(handlers),
                (request, response, handler, refusal) -> {
                    refusals.add(refusal);
                    return new ModelAndView();
                });
    }

    private static byte octet(int place) {
        return (byte) (place * 31 + place / 251);
    }

    /** A body of so many octets, each of which tells its place; it counts what is read. */
    private final class Numbered extends InputStream {

        private final int length;
        private int next;

        Numbered(int length) {
            this.length = length;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int most) {
            int given = Math.min(most, length - next);
            if (given == 0) {
                return -1;
            }
            for (int at = 0; at < given; at++) {
                target[offset + at] = octet(next++);
            }
            read += given;
            return given;
        }
    }
}
