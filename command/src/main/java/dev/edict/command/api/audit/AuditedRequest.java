package dev.edict.command.api.audit;

import org.jspecify.annotations.Nullable;

/** A request that must not take effect without an audit record. */
public interface AuditedRequest {

    /** The request attribute that holds it. */
    String ATTRIBUTE = "dev.edict.audited-request";

    /** The record to write if its command is committed. */
    AdminAction succeeded(@Nullable Object answer);

    /** Marks the request as recorded. */
    void recorded();
}
