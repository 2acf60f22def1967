package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.servers.CurrentSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class CallersTest {

    private final List<String> asked = new ArrayList<>();
    private final Callers callers = new Callers(CurrentSecrets.of("bootstrap-token-of-16", null), sha256 -> {
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

    @Test
    void a_token_that_is_changed_in_its_file_is_the_only_one_from_then_on() {
        var token = new AtomicReference<>("bootstrap-token-of-16");
        var scraper = new AtomicReference<>("first-scraper-of-16");
        var rotated = new Callers(new CurrentSecrets(token::get, scraper::get), sha256 -> Optional.empty());

        token.set("another-token-of-16");
        scraper.set("another-scraper-of-16");

        assertThat(rotated.find(with("bootstrap-token-of-16"))).isEmpty();
        assertThat(rotated.find(with("another-token-of-16")))
                .hasValueSatisfying(caller -> assertThat(caller.isBootstrap()).isTrue());
        assertThat(rotated.find(with("GET", "/metrics", "first-scraper-of-16"))).isEmpty();
        assertThat(rotated.find(with("GET", "/metrics", "another-scraper-of-16")))
                .isPresent();
    }

    @Test
    void the_admin_token_is_never_taken_for_the_scrapers() {
        var same = new Callers(
                CurrentSecrets.of("the-same-token-of-16", "the-same-token-of-16"), sha256 -> Optional.empty());

        assertThat(same.find(with("GET", "/metrics", "the-same-token-of-16")))
                .hasValueSatisfying(caller -> assertThat(caller.isBootstrap()).isTrue());
    }

    private static MockHttpServletRequest with(String token) {
        return with("GET", "/v1/zones", token);
    }

    private static MockHttpServletRequest with(String method, String path, String token) {
        var request = new MockHttpServletRequest(method, path);
        request.addHeader("Authorization", "Bearer " + token);
        return request;
    }
}
