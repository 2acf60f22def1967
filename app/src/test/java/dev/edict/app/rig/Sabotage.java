package dev.edict.app.rig;

/** Disables a mechanism of a running node, so that the checker has to find the broken promise. */
enum Sabotage {
    NONE,
    /** Every statement of the pools is a transaction of its own. */
    TEAR_TRANSACTIONS,
    /** Of the outbox, each node sends the oldest row that no other node is just sending, whichever zone that is of. */
    LOCK_ROWS_AND_NOT_ZONES,
    /** An event that the timeline cannot tell is passed over. */
    SKIP_WHAT_CANNOT_BE_TOLD;

    private static final String ROW_LOCK = "for update skip locked";

    /** The statement as it would have been written; those of the product are recognised by their tables. */
    String rewritten(String sql) {
        if (this != LOCK_ROWS_AND_NOT_ZONES) {
            return sql;
        }
        if (sql.contains("from bridge.relay_zone")) {
            return sql.replace(ROW_LOCK, "");
        }
        return sql.contains("from bridge.outbox") && sql.contains("limit 1") ? sql + ROW_LOCK : sql;
    }

    boolean skips(String sql) {
        return this == SKIP_WHAT_CANNOT_BE_TOLD && sql.contains("insert into timeline");
    }
}
