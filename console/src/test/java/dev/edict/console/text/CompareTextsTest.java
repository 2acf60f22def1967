package dev.edict.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.console.text.TextDiff.Line;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lines that differ between two texts. */
class CompareTextsTest {

    @Test
    void equal_texts_have_none() {
        assertThat(TextDiff.of("a\nb\n", "a\nb\n")).isEmpty();
    }

    @Test
    void a_changed_line_is_removed_and_added_with_its_numbers() {
        assertThat(TextDiff.of("a\nb\nc\n", "a\nB\nc\n"))
                .containsExactly(
                        new Line("same", 1, 1, "a"),
                        new Line("removed", 2, null, "b"),
                        new Line("added", null, 2, "B"),
                        new Line("same", 3, 3, "c"));
    }

    @Test
    void lines_far_from_a_difference_are_left_out_with_a_sign() {
        var longText = IntStream.range(0, 20).mapToObj(n -> "line " + n).collect(Collectors.joining("\n"));
        var lines = TextDiff.of(longText, longText.replace("line 10", "changed"));
        assertThat(lines).extracting(Line::kind).filteredOn("same"::equals).hasSize(6);
        assertThat(lines.get(0)).isEqualTo(new Line("gap", null, null, ""));
        assertThat(lines.get(1)).isEqualTo(new Line("same", 8, 8, "line 7"));
    }

    @Test
    void a_new_text_is_added_line_by_line() {
        assertThat(TextDiff.of("", "a\nb"))
                .containsExactly(new Line("added", null, 1, "a"), new Line("added", null, 2, "b"));
    }
}
