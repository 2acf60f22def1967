package dev.edict.console.text;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two texts line by line, and leaves out lines that are far from every difference. */
public final class TextDiff {

    /** Equal lines that are shown around a difference. */
    private static final int CONTEXT = 3;

    private static final DiffRowGenerator GENERATOR =
            DiffRowGenerator.create().reportLinesUnchanged(true).build();

    private TextDiff() {}

    /**
     * A line of the comparison.
     *
     * @param kind {@code same}, {@code added}, {@code removed} or {@code gap}
     * @param oldLine its number in the older text; null if it is not there
     * @param newLine its number in the newer text; null if it is not there
     */
    public record Line(String kind, @Nullable Integer oldLine, @Nullable Integer newLine, String text) {}

    /** The lines to show, in order; empty if the texts are equal. */
    public static List<Line> of(String older, String newer) {
        var all = new ArrayList<Line>();
        var oldLine = 0;
        var newLine = 0;
        for (var row :
                GENERATOR.generateDiffRows(older.lines().toList(), newer.lines().toList())) {
            var tag = row.getTag();
            if (tag == DiffRow.Tag.EQUAL) {
                all.add(new Line("same", ++oldLine, ++newLine, row.getOldLine()));
                continue;
            }
            if (tag != DiffRow.Tag.INSERT) {
                all.add(new Line("removed", ++oldLine, null, row.getOldLine()));
            }
            if (tag != DiffRow.Tag.DELETE) {
                all.add(new Line("added", null, ++newLine, row.getNewLine()));
            }
        }
        return shortened(all);
    }

    private static List<Line> shortened(List<Line> all) {
        var shown = new ArrayList<Line>();
        var gap = false;
        for (var at = 0; at < all.size(); at++) {
            var isNear = isNearDifference(all, at);
            if (isNear && gap) {
                shown.add(new Line("gap", null, null, ""));
            }
            if (isNear) {
                shown.add(all.get(at));
            }
            gap = !isNear;
        }
        return shown;
    }

    private static boolean isNearDifference(List<Line> all, int at) {
        return all.subList(Math.max(0, at - CONTEXT), Math.min(all.size(), at + CONTEXT + 1)).stream()
                .anyMatch(line -> !line.kind().equals("same"));
    }
}
