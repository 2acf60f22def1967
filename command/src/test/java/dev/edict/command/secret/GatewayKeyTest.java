package dev.edict.command.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayKeyTest {

    private static final JsonNode CONTRACT = read();

    static List<JsonNode> vectors() {
        return CONTRACT.get("vectors").valueStream().toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signs_as_the_vectors_of_the_contract(JsonNode vector) {
        assertThat(key().sign(
                                vector.get("timestamp").longValue(),
                                vector.get("nonce").stringValue(),
                                vector.get("method").stringValue(),
                                vector.get("path").stringValue(),
                                vector.get("body").stringValue().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(vector.get("signature").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-hex-secret-but-long-enough-to-be-taken-for-one-by-its-length-only", "deadbeefcafe"})
    void rejects_an_invalid_key_without_repeating_it(String secret) {
        assertThatThrownBy(() -> GatewayKey.parse(secret))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("GATEWAY_STS_HMAC_KEY ")
                .hasMessageNotContaining(secret)
                .hasNoCause();
    }

    @Test
    void never_prints_the_key() {
        assertThat(key()).asString().isEqualTo("GatewayKey[hidden]");
    }

    private static GatewayKey key() {
        return GatewayKey.parse(CONTRACT.get("key_hex").stringValue());
    }

    private static JsonNode read() {
        try (var vectors = new ClassPathResource("vectors/internal-request-signature.json").getInputStream()) {
            return JsonMapper.shared().readTree(vectors);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
