package dev.edict.command.eventstore;

/**
 * The state that a command needs has no snapshot within reach, and is being made from the log; nothing of the command
 * took effect, and others are served meanwhile.
 */
public final class SnapshotRebuilding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotRebuilding(String aggregateType, String aggregateId) {
        super("the snapshot of %s %s is being rebuilt".formatted(aggregateType, aggregateId));
    }
}
