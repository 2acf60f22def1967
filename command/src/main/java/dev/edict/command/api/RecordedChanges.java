package dev.edict.command.api;

import java.util.function.Supplier;

/** Makes changes that no aggregate decides, each in one transaction with its audit entry and its stored response. */
public interface RecordedChanges {

    /**
     * Makes a change of the current HTTP request; once only for one idempotency key.
     *
     * @param change runs in the transaction, again after a conflict, and returns the response
     */
    <A> A make(Supplier<A> change);
}
