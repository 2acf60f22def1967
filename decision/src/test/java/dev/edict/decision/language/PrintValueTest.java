package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.LiteralText;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrintValueTest {

    @ParameterizedTest
    @CsvSource({"100, 100", "86400.0, 86400", "-0.0, 0", "0.00125, 0.00125", "1e30, 1E+30", "1.5e-30, 1.5E-30"})
    void a_short_number_is_printed_plainly(String written, String printed) {
        assertThat(LiteralText.of(new NumberLiteral(new BigDecimal(written)))).isEqualTo(printed);
    }

    static Stream<String> longest_numbers() {
        return Stream.of(
                "1".repeat(255) + "0",
                "0." + "0".repeat(8) + "1".repeat(246),
                "1".repeat(250) + "e-255",
                "1." + "1".repeat(250) + "e-5",
                "12." + "1".repeat(249) + "e99",
                "1".repeat(251) + "e9749",
                "0.00" + "1".repeat(240) + "e-9996",
                "1e9999",
                "-1.5e-9999");
    }

    @ParameterizedTest
    @MethodSource("longest_numbers")
    void a_number_at_the_bounds_can_be_read_again(String written) {
        ReadingPromises.check(
                "# caracal:data-document\npackage caracal.authz\nimport rego.v1\nrisk := %s\n".formatted(written));
        assertThat(LiteralText.of(new NumberLiteral(new BigDecimal(written)))).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void prints_characters_forbidden_in_strings_as_escapes() {
        assertThat(LiteralText.of(new StringLiteral("\ufeff\u0000\"\u007f")))
                .isEqualTo("\"\\ufeff\\u0000\\\"\\u007f\"");
    }
}
