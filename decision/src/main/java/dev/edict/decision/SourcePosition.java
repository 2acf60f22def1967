package dev.edict.decision;

/** A place in a document; lines and columns are counted only when it is shown, since a document may have thousands of places. */
record SourcePosition(PolicyDocument document, int offset) {

    String documentId() {
        return document.id();
    }

    /** {@code <document id>:<line>:<column>} as people count: from 1, a column per code point. */
    @Override
    public String toString() {
        var text = document.content();
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        long line =
                1 + text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return document.id() + ":" + line + ":" + (1 + text.codePointCount(lineStart, offset));
    }
}
