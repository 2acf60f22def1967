package dev.edict.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.cli.Golden;
import dev.edict.cli.io.Colours;
import dev.edict.cli.io.InvalidFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintPlanTest {

    private static final String BLOCKED = "src/test/resources/plans/blocked.json";

    private final Plan plan = Plan.read(BLOCKED);
    private final StringWriter text = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void a_plan_tells_what_changes_for_whom_and_what_speaks_against_it() throws IOException {
        text(Colours.When.NEVER).print(plan);
        Golden.assertSame("plan.txt", text.toString());
        assertThat(text.toString()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void a_brief_plan_has_no_texts() throws IOException {
        text(Colours.When.NEVER).printBriefly(plan);
        Golden.assertSame("plan-brief.txt", text.toString());
    }

    @Test
    void colours_change_no_word() {
        text(Colours.When.ALWAYS).print(plan);
        var coloured = text.toString();
        text.getBuffer().setLength(0);
        text(Colours.When.NEVER).print(plan);
        assertThat(coloured).contains("\u001b[31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text.toString());
    }

    @Test
    void names_cannot_change_the_structure_of_markdown() throws IOException {
        new PlanMarkdown(new PrintWriter(text)).print(plan);
        Golden.assertSame("plan.md", text.toString());
        assertThat(text.toString())
                .doesNotContain("<script>", "a|b", "\u001b", "\u202e")
                .contains("\n```````diff\n");
    }

    @Test
    void a_plan_is_read_as_it_was_written() throws IOException {
        var again = Files.writeString(folder.resolve("plan.json"), plan.text());
        assertThat(Plan.read(again.toString())).isEqualTo(plan);
        assertThat(Plan.read(again.toString()).digest()).isEqualTo(plan.digest());
    }

    @Test
    void what_is_no_plan_is_rejected() throws IOException {
        assertRejected("[]", "a JSON object is expected");
        assertRejected("{\"format\": 7}", "no plan that this program reads: format 7, expected 1; make it again");
        assertRejected("{\"format\": 1, \"edikt\": 2}", "not JSON: ");
        assertRejected("{\"format\": 1", "not JSON: ");
    }

    private void assertRejected(String content, String message) throws IOException {
        var file = Files.writeString(folder.resolve("plan.json"), content);
        assertThatThrownBy(() -> Plan.read(file.toString()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private PlanText text(Colours.When when) {
        return new PlanText(new Colours(when), new Places(null), new PrintWriter(text, true));
    }
}
