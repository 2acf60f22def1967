package dev.edict.query.caracal;

import java.util.function.Consumer;

/** Groups rows into JSON arrays with a maximum number of rows and a maximum length. */
final class Batches {

    private static final int MOST_ROWS = 500;
    private static final int LONGEST = 4_000_000;

    private final Consumer<String> consumer;
    private final StringBuilder batch = new StringBuilder();
    private int rows;

    Batches(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    void add(String row) {
        batch.append(rows == 0 ? "[" : ",").append(row);
        rows++;
        if (rows == MOST_ROWS || batch.length() > LONGEST) {
            flush();
        }
    }

    void flush() {
        if (rows > 0) {
            consumer.accept(batch.append(']').toString());
            batch.setLength(0);
            rows = 0;
        }
    }
}
