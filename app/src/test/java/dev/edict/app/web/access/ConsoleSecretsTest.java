package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.token.Capability;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derives secrets as a stock console does; the tokens are the contract's own vectors (§2). */
class ConsoleSecretsTest {

    private static final String BOOTSTRAP = "dev-admin-token-example";
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "READ, cat_nE8roqir684HeJl-3slVaRHhTTDMwNt4a-ioyaUB_0E",
        "WRITE, cat_RzFNG3Is0a_Y8eyWI-Iv8MVlSIWwvhd1ywttpa8_bsA",
        "APPROVE, cat_zdBDgflLNvxfcU8efHEmY1AV7glMnh9uxEGX8a93L5c"
    })
    void a_token_for_each_capability(Capability capability, String token) {
        assertThat(ConsoleSecrets.token(BOOTSTRAP, capability)).isEqualTo(token);
    }

    @Test
    void an_account_is_accepted_until_its_assertion_expires() throws Exception {
        assertThat(account(assertion(BOOTSTRAP, "acc ü 1", "1001"))).isEqualTo("acc ü 1");
        assertThat(account(assertion(BOOTSTRAP, "acc-1", "1000"))).isNull();
    }

    @Test
    void an_assertion_with_another_signature_or_account_is_rejected() throws Exception {
        assertThat(account(assertion("another-token", "acc-1", "2000"))).isNull();
        var genuine = assertion(BOOTSTRAP, "acc-1", "2000");
        assertThat(account(genuine.replace(base64("acc-1"), base64("acc-2")))).isNull();
        assertThat(account(genuine.replace("2000", "3000"))).isNull();
        assertThat(account(assertion(BOOTSTRAP, "x".repeat(257), "2000"))).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "v1", "v2.YQ.2000.x", "v1..2000.", "v1.YQ.99999999999999999999.x"})
    void a_malformed_assertion_is_rejected(@Nullable String assertion) {
        assertThat(account(assertion)).isNull();
    }

    private static @Nullable String account(@Nullable String assertion) {
        return ConsoleSecrets.account(BOOTSTRAP, assertion, NOW).orElse(null);
    }

    static String assertion(String secret, String account, String expiry) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = mac.doFinal(("caracal:account:v1:" + account + ":" + expiry).getBytes(StandardCharsets.UTF_8));
        return "v1.%s.%s.%s"
                .formatted(
                        base64(account),
                        expiry,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(signed));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
