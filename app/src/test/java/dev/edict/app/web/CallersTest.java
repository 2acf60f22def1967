package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class CallersTest {

    private final List<String> asked = new ArrayList<>();
    private final Callers callers = new Callers(new WebProperties("bootstrap-token-of-16", null), sha256 -> {
        asked.add(sha256);
        return Optional.empty();
    });

    @Test
    void only_what_looks_minted_is_looked_up() {
        for (var token : List.of("x", "cat_short", "cat_" + "a".repeat(42) + "=", "cat_" + "a".repeat(44))) {
            assertThat(callers.find(with(token))).isEmpty();
        }
        assertThat(asked).isEmpty();
        assertThat(callers.find(with("cat_" + "a".repeat(43)))).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void the_token_of_the_installation_may_look_as_it_likes() {
        assertThat(callers.find(with("bootstrap-token-of-16")))
                .hasValueSatisfying(caller -> assertThat(caller.isBootstrap()).isTrue());
        assertThat(asked).isEmpty();
    }

    private static MockHttpServletRequest with(String token) {
        var request = new MockHttpServletRequest("GET", "/v1/zones");
        request.addHeader("Authorization", "Bearer " + token);
        return request;
    }
}
