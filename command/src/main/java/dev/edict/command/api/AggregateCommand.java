package dev.edict.command.api;

/** A command whose aggregate has to exist. */
public interface AggregateCommand {

    /** The reason of the refusal if its aggregate does not exist (contract §1.3). */
    Rejection.Reason notFound();
}
