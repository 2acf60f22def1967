package dev.edict.command.api;

import org.jspecify.annotations.Nullable;

/** A request that may be repeated; a repetition gets the first response. */
public interface IdempotentRequest {

    /** The request attribute that holds it if the request has an idempotency key. */
    String ATTRIBUTE = "dev.edict.idempotent-request";

    Receipt.Id id();

    /** The response to store if the command is committed. */
    Receipt answered(@Nullable Object answer);
}
