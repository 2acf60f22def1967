package dev.edict.command.simulation;

/** The full reports of simulations, kept beside the log and prunable. */
interface Reports {

    /**
     * Stores a report in the current transaction.
     *
     * @return lower-case hex SHA-256 of its UTF-8 bytes
     */
    String keep(String simulationId, String report);
}
