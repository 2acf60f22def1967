package dev.edict.cli.io;

import static dev.edict.cli.io.Table.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.io.Colours.When;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Tables and colours for people at a terminal. */
class PrintTableTest {

    private static final Colours NONE = new Colours(When.NEVER);

    @Test
    void columns_are_aligned_and_lines_end_without_blanks() {
        var table = new Table(NONE, "  ")
                .header("name", "state", "since")
                .row(cell("gateway-1"), cell("current"), cell("2 s"))
                .row(cell("gw"), cell(""), cell(""))
                .row(cell("gw"), cell(""), cell("9 s"));
        assertThat(printed(table))
                .isEqualTo(
                        """
                          name       state    since
                          gateway-1  current  2 s
                          gw
                          gw                  9 s
                        """);
    }

    @Test
    void wide_characters_and_marks_keep_the_columns() {
        var table = new Table(NONE).row(cell("日本"), cell("x")).row(cell("e\u0301a"), cell("x"));
        assertThat(printed(table)).isEqualTo("日本  x\ne\u0301a    x\n");
    }

    @Test
    void a_hostile_name_breaks_neither_line_nor_colour() {
        var table = new Table(new Colours(When.ALWAYS))
                .row(cell(Style.GOOD, "a\u001b[31m\nb\u202ec"), cell("x".repeat(500)));
        assertThat(printed(table)).isEqualTo("\u001b[32ma?[31m?b?c\u001b[0m  " + "x".repeat(400) + "…\n");
    }

    @Test
    void a_long_name_does_not_push_the_others_away() {
        var table = new Table(NONE).row(cell("n".repeat(200)), cell("x"));
        assertThat(printed(table)).isEqualTo("n".repeat(47) + "…  x\n");
    }

    @Test
    void colours_do_not_move_columns() {
        var coloured = printed(table(new Colours(When.ALWAYS)));
        assertThat(coloured).contains("\u001b[31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(printed(table(NONE)));
    }

    @Test
    void bold_ends_with_its_text() {
        assertThat(new Colours(When.ALWAYS).paint(Style.STRONG, "a")).isEqualTo("\u001b[1ma\u001b[0m");
    }

    private static Table table(Colours colours) {
        return new Table(colours).row(cell(Style.BAD, "failed"), cell("1")).row(cell(Style.GOOD, "ok"), cell("2"));
    }

    @Test
    void progress_is_one_line_on_a_terminal() {
        var written = new StringWriter();
        var line = new StatusLine(new PrintWriter(written), true);
        line.show("waiting", 1);
        line.show("waiting", 2);
        line.end();
        assertThat(written).hasToString("\r\u001b[Kwaiting (1 s)\r\u001b[Kwaiting (2 s)\r\u001b[K");
    }

    @Test
    void progress_elsewhere_is_a_line_when_it_changes() {
        var written = new StringWriter();
        var line = new StatusLine(new PrintWriter(written), false);
        line.show("waiting for a", 1);
        line.show("waiting for a", 2);
        line.show("waiting\nfor b", 3);
        line.end();
        assertThat(written.toString().lines()).containsExactly("waiting for a", "waiting?for b");
    }

    private static String printed(Table table) {
        var written = new StringWriter();
        table.print(new PrintWriter(written));
        return written.toString().replace(System.lineSeparator(), "\n");
    }
}
