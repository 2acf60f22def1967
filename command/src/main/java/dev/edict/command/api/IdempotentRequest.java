package dev.edict.command.api;

import org.jspecify.annotations.Nullable;

/** A request that may come again, and shall then get the answer it got the first time. */
public interface IdempotentRequest {

    /** The request attribute under which a request that has a key has this. */
    String ATTRIBUTE = "dev.edict.idempotent-request";

    Receipt.Id id();

    /** What it will be answered with, if its command is committed. */
    Receipt answered(@Nullable Object answer);
}
