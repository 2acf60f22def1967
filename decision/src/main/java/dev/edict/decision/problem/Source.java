package dev.edict.decision.problem;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of a document and the places in it. */
public final class Source {
    private static final int EXCERPT_BEFORE = 60;
    private static final int EXCERPT_AFTER = 40;

    private final String documentId;
    private final String text;
    private final int[] lineStarts;
    private final int[] secondHalves;

    public Source(String documentId, String text) {
        this.documentId = documentId;
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.secondHalves = IntStream.range(1, text.length())
                .filter(i -> Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i)))
                .toArray();
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16];
        int lines = 1;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, lines * 2);
            }
            starts[lines++] = feed + 1;
        }
        return Arrays.copyOf(starts, lines);
    }

    public String documentId() {
        return documentId;
    }

    public String text() {
        return text;
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int column(int offset) {
        int start = lineStarts[line(offset) - 1];
        return offset - start - (secondHalvesBefore(offset) - secondHalvesBefore(start)) + 1;
    }

    private int secondHalvesBefore(int offset) {
        int found = Arrays.binarySearch(secondHalves, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** {@code <document>:<line>:<column>}. */
    public String place(int offset) {
        return documentId + ":" + line(offset) + ":" + column(offset);
    }

    /**
     * The line at a place, with a caret below; at most 100 characters wide. Characters that move or hide others are
     * shown as blanks.
     */
    public String excerpt(int offset) {
        int line = line(offset);
        int lineStart = lineStarts[line - 1];
        int lineEnd = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        int from = boundary(Math.max(lineStart, offset - EXCERPT_BEFORE));
        int to = boundary(Math.min(lineEnd, offset + EXCERPT_AFTER));
        var shown = new StringBuilder();
        text.substring(from, to)
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString().stripTrailing() + "\n" + " ".repeat(text.codePointCount(from, offset)) + "^";
    }

    /** Avoids a cut within a surrogate pair. */
    private int boundary(int offset) {
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isLowSurrogate(text.charAt(offset))
                && Character.isHighSurrogate(text.charAt(offset - 1));
        return inPair ? offset - 1 : offset;
    }
}
