package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayKeyTest {

    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba9876543210";

    private static final long AT = 1_767_225_600;

    @Test
    void an_empty_body_is_signed_as_the_contract_says() {
        assertThat(GatewayKey.parse(KEY)
                        .sign(
                                AT,
                                "01920000-0000-7000-8000-00000000f001",
                                "GET",
                                "/internal/policy/status/zone-blue",
                                new byte[0]))
                .isEqualTo("c4e791fcf7bec763948fb59f6857dc7c2b9bfcc006dd147ee175cc245b815a22");
    }

    @Test
    void a_body_is_signed_as_the_contract_says() {
        var body = "{\"policy_set_id\":\"ps-1\",\"version_id\":\"psv-1\",\"manifest_sha256\":\"\",\"policies\":"
                + "[{\"id\":\"pv-1\",\"content\":\"# caracal:data-document\\npackage caracal.authz\\n\\nimport rego.v1\\n"
                + "\\nrestrict := {}\\n\"}],\"input\":{}}";
        assertThat(GatewayKey.parse(KEY)
                        .sign(
                                AT,
                                "01920000-0000-7000-8000-00000000f002",
                                "POST",
                                "/internal/policy/simulate",
                                body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("4c0180fe617fbfa0ecde2f8a88f0db05938290084914425301cc5d6003e7f990");
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
        assertThat(GatewayKey.parse(KEY)).asString().isEqualTo("GatewayKey[hidden]");
    }
}
