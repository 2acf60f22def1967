package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
class StreamKeyTest {

    @Test
    void thirty_two_bytes_of_hex_are_enough_in_either_case() {
        assertThat(StreamKey.parse("aB".repeat(32))).isNotNull();
    }

    @Test
    void a_shorter_key_is_refused_with_the_length_it_has_and_needs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamKey.parse("ab".repeat(31)))
                .withMessageContaining("31 bytes")
                .withMessageContaining("64 hex digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-hex-secret-but-long-enough-to-be-taken-for-one-by-its-length-only", "abc"})
    void what_is_not_hex_is_refused_without_repeating_it(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamKey.parse(secret))
                .withMessageContaining("hex")
                .withMessageNotContaining(secret)
                .withNoCause();
    }

    @Test
    void the_string_form_of_a_key_does_not_contain_it() {
        assertThat(StreamKey.parse(Relays.KEY)).asString().isEqualTo("StreamKey[hidden]");
        assertThat(Relays.impatient()).asString().doesNotContain(Relays.KEY.substring(0, 8));
    }
}
