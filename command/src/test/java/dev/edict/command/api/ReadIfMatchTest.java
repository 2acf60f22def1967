package dev.edict.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code If-Match} is {@code *} or a list of entity tags (RFC 9110 §13.1.1, §8.8.3, §5.6.1), and nothing else. */
class ReadIfMatchTest {

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(List.of("\"a3\""), Set.of("a3")),
                Arguments.of(List.of(" \"a3\"\t"), Set.of("a3")),
                Arguments.of(List.of("\"a3\",\"a4\""), Set.of("a3", "a4")),
                Arguments.of(List.of("\"a3\" , \"a4\""), Set.of("a3", "a4")),
                Arguments.of(List.of("\"a3\"", "\"a4\""), Set.of("a3", "a4")),
                Arguments.of(List.of("\"a3\",, \"a4\","), Set.of("a3", "a4")),
                Arguments.of(List.of("\"a,b\""), Set.of("a,b")),
                Arguments.of(List.of("\"*\""), Set.of("*")),
                Arguments.of(List.of("\"\""), Set.of("")),
                Arguments.of(List.of("\"a\\\""), Set.of("a\\")),
                Arguments.of(List.of("\"\u00e4\""), Set.of("\u00e4")),
                Arguments.of(List.of("W/\"a3\""), Set.of()),
                Arguments.of(List.of("W/\"a3\", \"a4\""), Set.of("a4")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void accepts_a_list_of_strong_tags(List<String> lines, Set<String> tags) {
        assertThat(Precondition.ofIfMatch(lines)).hasValue(new Precondition(tags));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a3",
                "\"a3\"-gzip",
                "\"a3\"x",
                "x\"a3\"",
                "\"a3",
                "a3\"",
                "\"a3\"\"a4\"",
                "\"a3\" \"a4\"",
                "\"a3\";\"a4\"",
                "\"a 3\"",
                "\"a\u00003\"",
                "\"a\u007f\"",
                "\"a\u0100\"",
                "w/\"a3\"",
                "W/ \"a3\"",
                "W/a3",
                "W/",
                "'a3'",
                "**",
                "*,",
                "*, *",
                "*, \"a3\"",
                "\"a3\", *",
                "\"a3\", a4",
                "\"a3\"\n"
            })
    void rejects_any_other_value(String list) {
        assertThatThrownBy(() -> Precondition.ofIfMatch(List.of(list)))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Rejection.Reason.INVALID_IF_MATCH));
    }

    @Test
    void requires_no_state_for_a_star_or_an_absent_header() {
        assertThat(Precondition.ofIfMatch(List.of("*"))).isEmpty();
        assertThat(Precondition.ofIfMatch(List.of(" * "))).isEmpty();
        assertThat(Precondition.ofIfMatch(List.of())).isEmpty();
    }
}
