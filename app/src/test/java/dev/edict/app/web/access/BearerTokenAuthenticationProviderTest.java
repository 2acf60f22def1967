package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.web.access.Caller.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;

class BearerTokenAuthenticationProviderTest {

    private final List<String> asked = new ArrayList<>();
    private final BearerTokenAuthenticationProvider callers =
            new BearerTokenAuthenticationProvider(CurrentSecrets.of("bootstrap-token-of-16", null), sha256 -> {
                asked.add(sha256);
                return Optional.empty();
            });

    @Test
    void only_a_text_in_the_form_of_an_issued_token_is_looked_up() {
        for (var token : List.of("x", "cat_short", "cat_" + "a".repeat(42) + "=", "cat_" + "a".repeat(44))) {
            assertUnknown(callers, with(token));
        }
        assertThat(asked).isEmpty();
        assertUnknown(callers, with("cat_" + "a".repeat(43)));
        assertThat(asked).hasSize(1);
    }

    @Test
    void the_bootstrap_token_may_have_any_form() {
        assertThat(callers.authenticate(with("bootstrap-token-of-16")).isBootstrap())
                .isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_token_that_is_changed_in_its_file_is_the_only_one_from_then_on() {
        var token = new AtomicReference<>("bootstrap-token-of-16");
        var scraper = new AtomicReference<>("first-scraper-of-16");
        var rotated = new BearerTokenAuthenticationProvider(
                new CurrentSecrets(token::get, scraper::get), sha256 -> Optional.empty());

        token.set("another-token-of-16");
        scraper.set("another-scraper-of-16");

        assertUnknown(rotated, with("bootstrap-token-of-16"));
        assertThat(rotated.authenticate(with("another-token-of-16")).isBootstrap())
                .isTrue();
        assertUnknown(rotated, at("/metrics", "first-scraper-of-16"));
        assertThat(rotated.authenticate(at("/metrics", "another-scraper-of-16")).origin())
                .isEqualTo(Origin.SCRAPER);
        assertUnknown(rotated, with("another-scraper-of-16"));
    }

    @Test
    void the_admin_token_is_never_taken_for_the_scrapers() {
        var same = new BearerTokenAuthenticationProvider(
                CurrentSecrets.of("the-same-token-of-16", "the-same-token-of-16"), sha256 -> Optional.empty());

        assertThat(same.authenticate(at("/metrics", "the-same-token-of-16")).isBootstrap())
                .isTrue();
    }

    @Test
    void the_string_form_of_a_token_does_not_contain_it() {
        assertThat(with("bootstrap-token-of-16").toString()).doesNotContain("bootstrap-token-of-16");
        assertThat(callers.authenticate(with("bootstrap-token-of-16")).toString())
                .doesNotContain("bootstrap-token-of-16");
    }

    private static void assertUnknown(BearerTokenAuthenticationProvider callers, BearerToken token) {
        assertThatThrownBy(() -> callers.authenticate(token)).isInstanceOf(BadCredentialsException.class);
    }

    private static BearerToken with(String token) {
        return at("/v1/zones", token);
    }

    private static BearerToken at(String path, String token) {
        var request = new MockHttpServletRequest("GET", path);
        request.addHeader("Authorization", "Bearer " + token);
        return Objects.requireNonNull(BearerToken.of(request));
    }
}
