package dev.edict.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.cli.io.InvalidFile;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadYamlTest {

    @Test
    void values_are_those_of_json() {
        assertThat(read("a: [1, -2.5, true, null, 'x', 12345678901, 123456789012345678901]")
                        .json())
                .isEqualTo(Map.of("a", Arrays.asList(1, -2.5, true, null, "x", 12_345_678_901L, big())));
    }

    @Test
    void words_that_older_yaml_takes_for_booleans_are_texts() {
        assertThat(read("a: [no, off, yes, on, 0x1f, 2026-12-01, 1e, ~]").json())
                .isEqualTo(Map.of("a", List.of("no", "off", "yes", "on", "0x1f", "2026-12-01", "1e", "~")));
    }

    @Test
    void line_ends_and_a_byte_order_mark_of_other_systems_are_read() {
        assertThat(read("\uFEFFa: 1\r\nb:\r\n  - x\r\n").json()).isEqualTo(Map.of("a", 1, "b", List.of("x")));
    }

    @Test
    void a_character_beyond_the_basic_plane_is_read_at_any_place() {
        for (int at = 0; at < 2_100; at++) {
            var text = "x".repeat(at) + "😀";
            assertThat(read("a: '" + text + "'").json()).isEqualTo(Map.of("a", text));
        }
        assertThatThrownBy(() -> read("a: \uD83D")).isInstanceOf(InvalidFile.class);
    }

    @Test
    void an_anchor_stands_for_its_value() {
        assertThat(read("a: &x {b: 1}\nc: *x").json()).isEqualTo(Map.of("a", Map.of("b", 1), "c", Map.of("b", 1)));
    }

    @Test
    void a_value_knows_where_it_stands() {
        var cases = read("cases:\n  - name: one\n    input: {x: 1}\n");
        assertThat(cases.placeOf(List.of("cases", "0", "input", "x"))).hasToString("t.yaml:3:16");
        assertThat(cases.placeOf(List.of("cases", "0", "expect", "gone"))).hasToString("t.yaml:2:5");
        assertThat(cases.placeOf(List.of("cases", "7"))).hasToString("t.yaml:2:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                          | t.yaml:1:1: the file is empty
            'a: 1\\nb: 2\\na: 3'        | t.yaml:3:1: the key a is there twice, first in line 1
            'a:\\n\\tb: 1'              | t.yaml:2:1: not YAML: found character
            'a: [1'                     | t.yaml:1:6: not YAML
            'a: 1\\n---\\nb: 2'         | t.yaml:2:1: a second document: expected one
            'a: &x [*x]'                | t.yaml:1:8: x contains itself
            'a: *x'                     | t.yaml:1:4: unknown anchor x
            'a: !!java.lang.Runtime {}' | t.yaml:1:4: the tag tag:yaml.org,2002:java.lang.Runtime
            'a: !secret x'              | t.yaml:1:4: the tag !secret: expected a value without one
            '? [a]\\n: b'               | t.yaml:1:3: expected a text as key
            'a: .inf'                   | t.yaml:1:4: .inf is no number of JSON
            'a: 1e999'                  | t.yaml:1:4: 1e999 is no number of JSON
            'a: 1\\nb: \\u0007'          | t.yaml:2:4: not YAML: the character U+0007 is not allowed
            """)
    void what_is_no_document_is_rejected_with_its_place(String text, String message) {
        var real = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");
        assertThatThrownBy(() -> read(real)).isInstanceOf(InvalidFile.class).hasMessageStartingWith(message);
    }

    @Test
    void a_small_file_cannot_become_a_large_value() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(bomb.toString()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("more than 500000 values, with aliases counted as often as they are used");
    }

    @Test
    void many_aliases_of_a_large_value_are_rejected() {
        var text = "a: &a [%sx]\nb: [%s*a]\n".formatted("x, ".repeat(1000), "*a, ".repeat(1000));
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("more than 500000 values");
    }

    @Test
    void depth_is_bounded() {
        assertThatThrownBy(() -> read("[".repeat(100_000)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage("t.yaml:1:66: deeper than 64 levels");
    }

    @Test
    void a_number_has_a_bounded_length() {
        assertThatThrownBy(() -> read("a: " + "9".repeat(1_000_000)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage("t.yaml:1:4: a number of more than 320 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "expct, t.yaml:1:1: unknown key expct: did you mean expect?",
        "zzzzzz, 't.yaml:1:1: unknown key zzzzzz: expected one of expect, input'"
    })
    void an_unknown_key_is_named_with_the_nearest_known_one(String key, String message) {
        assertThatThrownBy(() -> read(key + ": 1").object().onlyWith("expect", "input"))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            object | t.yaml:1:4: expected a mapping, such as key: value, not "x"
            list   | t.yaml:1:4: expected a list, not "x"
            flag   | t.yaml:1:4: expected true or false, not "x"
            word   | t.yaml:1:4: expected one of allow, deny, not "x"
            absent | t.yaml:1:1: the key b is missing
            """)
    void another_kind_of_value_is_rejected_with_what_is_expected(String wanted, String message) {
        var object = read("a: x").object();
        assertThatThrownBy(() -> {
                    switch (wanted) {
                        case "object" -> object.get("a").object();
                        case "list" -> object.get("a").list();
                        case "flag" -> object.get("a").flag();
                        case "word" -> object.get("a").oneOf("allow", "deny");
                        default -> object.get("b");
                    }
                })
                .hasMessage(message);
    }

    private static BigInteger big() {
        return new BigInteger("123456789012345678901");
    }

    private static YamlValue read(String text) {
        return YamlReader.read("t.yaml", text);
    }
}
