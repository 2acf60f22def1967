package dev.edict.command.eventstore;

/**
 * The aggregate has no recent snapshot, and one is being built from the log. The command had no effect; other commands
 * run meanwhile.
 */
public final class SnapshotRebuilding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotRebuilding(String aggregateType, String aggregateId) {
        super("the snapshot of %s %s is being rebuilt".formatted(aggregateType, aggregateId));
    }
}
