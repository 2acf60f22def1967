package dev.edict.command.api.deployment;

/** Records in the log what became of activations, in the background. */
public interface DeploymentRecords {

    /** The id of the stream of a deployment. It contains slashes, which no zone id may contain. */
    static String idOf(String zoneId, long activationSeq) {
        return "deployment/%s/%d".formatted(zoneId, activationSeq);
    }

    /**
     * Returns false if it recorded nothing because callers need the command bus: try again later.
     *
     * @throws RuntimeException if the database failed; whether it was recorded is unknown then
     */
    boolean record(DeploymentRecord outcome);
}
