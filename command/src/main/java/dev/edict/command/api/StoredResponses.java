package dev.edict.command.api;

import java.util.Optional;

/** The stored responses of idempotent requests. */
public interface StoredResponses {

    /** The stored response of a request that took effect; empty if there is none, or its retention has ended. */
    Optional<Receipt> find(Receipt.Id id);
}
