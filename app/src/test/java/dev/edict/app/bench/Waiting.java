package dev.edict.app.bench;

import java.util.Optional;

/** Many that wait for changes, each with a connection of its own and no thread. */
interface Waiting extends AutoCloseable {

    /** How many were answered. */
    long answers();

    /** Forgets how long answers took. */
    void reset();

    /** Columns of a table: how long after a change its answer had come, p50 and p99 in milliseconds. */
    String delays();

    /** The first answer that was none. */
    Optional<String> failure();

    @Override
    void close();
}
