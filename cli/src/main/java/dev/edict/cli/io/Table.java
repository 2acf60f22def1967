package dev.edict.cli.io;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table for people with aligned columns. Each cell is one line: a long one is cut, and what could move a cursor is
 * replaced.
 */
public final class Table {

    private static final String GAP = "  ";

    /** Of a cell before the last of its row, so that one long name does not push the others off the screen. */
    private static final int LONGEST = 48;

    /** A text with its style. */
    public record Cell(Style style, String text) {}

    private final Colours colours;
    private final String indent;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(Colours colours) {
        this(colours, "");
    }

    /** Begins each line with an indent. */
    public Table(Colours colours, String indent) {
        this.colours = colours;
        this.indent = indent;
    }

    public static Cell cell(Style style, String text) {
        return new Cell(style, text);
    }

    public static Cell cell(String text) {
        return new Cell(Style.PLAIN, text);
    }

    /** Adds the names of the columns. */
    public Table header(String... names) {
        rows.add(Stream.of(names).map(name -> cell(Style.FAINT, name)).toList());
        return this;
    }

    public Table row(Cell... cells) {
        var last = cells.length - 1;
        rows.add(IntStream.rangeClosed(0, last)
                .mapToObj(i -> new Cell(
                        cells[i].style(),
                        i < last ? TextWidth.cut(cells[i].text(), LONGEST) : TerminalText.shortened(cells[i].text())))
                .toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(PrintWriter out) {
        var widths = widths();
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private int[] widths() {
        var columns = rows.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .filter(row -> row.size() > column)
                        .mapToInt(row -> TextWidth.of(row.get(column).text()))
                        .max()
                        .orElse(0))
                .toArray();
    }

    /** Without blanks at its end. */
    private String line(List<Cell> row, int[] widths) {
        var line = new StringBuilder(indent);
        var blanks = 0;
        for (var column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            if (!cell.text().isEmpty()) {
                line.append(" ".repeat(blanks)).append(colours.paint(cell.style(), cell.text()));
                blanks = 0;
            }
            blanks += widths[column] - TextWidth.of(cell.text()) + GAP.length();
        }
        return line.toString();
    }
}
