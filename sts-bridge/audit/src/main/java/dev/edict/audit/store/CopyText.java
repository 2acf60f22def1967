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

    /** Nearly everything needs no escape, and a batch has megabytes of it: the search for one is a machine's instruction. */
    private void escaped(String value) {
        if (value.indexOf('\\') < 0 && value.indexOf('\t') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            rows.append(value);
            return;
        }
        for (var i = 0; i < value.length(); i++) {
            var escape = escape(value.charAt(i));
            if (escape == null) {
                rows.append(value.charAt(i));
            } else {
                rows.append(escape);
            }
        }
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> null;
        };
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
