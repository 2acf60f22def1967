package dev.edict.command.simulation;

/** Stores the full reports of simulations outside the log; they can be pruned. */
interface Reports {

    /**
     * Stores a report in the current transaction.
     *
     * @return lower-case hex SHA-256 of its UTF-8 bytes
     */
    String keep(String simulationId, String report);
}
