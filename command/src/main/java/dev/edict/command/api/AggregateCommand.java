package dev.edict.command.api;

/** A command whose aggregate must exist. */
public interface AggregateCommand {

    /** The refusal if its aggregate does not exist (contract §1.3). */
    Rejection.Reason notFound();
}
