package dev.edict.command.api;

import java.util.Optional;

/** What was answered to requests that may come again. */
public interface StoredResponses {

    /** The receipt of a request that took effect; none is found that is older than it is kept. */
    Optional<Receipt> find(Receipt.Id id);
}
