package dev.edict.command.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTextTest {

    @ParameterizedTest
    @CsvSource({
        "0x000A, a control character",
        "0x001B, a control character",
        "0x0085, a control character",
        "0x00AD, a format character",
        "0x200B, a format character",
        "0x200D, a format character",
        "0x202E, a format character",
        "0x2066, a format character",
        "0xFEFF, a format character",
        "0xE0041, a format character",
        "0x2028, a line separator",
        "0x2029, a line separator",
        "0xD800, half of a character",
        "0x0378, no known character",
        "0xFFFF, no known character",
        "0x3164, an invisible character"
    })
    void rejects_an_invisible_character_with_its_code_point_and_position(int codePoint, String kind) {
        var hidden = Character.toString(codePoint);
        assertThat(NameText.flaw(" \ud83d\ude80" + hidden + "\ud83d\ude80").orElseThrow())
                .isEqualTo("U+%04X at character 3 is %s, which is not allowed in a name".formatted(codePoint, kind))
                .doesNotContain(hidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003\u3000", "\ufeff"})
    void rejects_a_blank_name(String blank) {
        assertThat(NameText.flaw(blank)).contains("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apps",
                "Zahlungen / EU (2)",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // a Persian word with a non-joiner inside
                "\u0915\u094d\u200d\u0937", // a Devanagari cluster with a joiner behind a mark
                "\ud83d\ude80",
                "a\u00a0b"
            })
    void accepts_any_other_name(String name) {
        assertThat(NameText.flaw(name)).isEmpty();
        assertThat(NameText.kept(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200dab", "ab\u200c", "a\u200d b", "a\u200d\u200db", "\ud83d\ude80\u200d\ud83d\ude80"})
    void a_joiner_that_joins_no_letters_is_refused(String name) {
        assertThat(NameText.flaw(name).orElseThrow()).contains("a format character");
    }

    @Test
    void a_sound_name_is_kept_trimmed_and_composed() {
        assertThat(NameText.kept("\u3000Cafe\u0301\n")).isEqualTo("Caf\u00e9");
        assertThat(NameText.kept(" a\u200bb "))
                .as("what is refused is shown as it came")
                .isEqualTo(" a\u200bb ");
    }

    @Test
    void names_are_compared_composed() {
        assertThat(NameText.comparable("Cafe\u0301")).isEqualTo(NameText.comparable("Caf\u00e9"));
        assertThat(NameText.comparable("\u212b")).isEqualTo("\u00c5");
        assertThat(NameText.comparable("apps")).isNotEqualTo(NameText.comparable("Apps"));
    }
}
