package dev.edict.audit.store;

import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's text format of COPY. */
final class CopyText {

    private static final String NULL = "\\N";

    private final StringBuilder rows;
    private boolean first = true;

    CopyText(int capacity) {
        this.rows = new StringBuilder(capacity);
    }

    CopyText column(@Nullable String value) {
        if (!first) {
            rows.append('\t');
        }
        first = false;
        if (value == null) {
            rows.append(NULL);
        } else {
            escaped(value);
        }
        return this;
    }

    void endRow() {
        rows.append('\n');
        first = true;
    }

    private void escaped(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
