package dev.edict.command.api.audit;

import org.jspecify.annotations.Nullable;

/** A request whose effect is not to be without a record of who made it. */
public interface AuditedRequest {

    /** The request attribute under which it stands. */
    String ATTRIBUTE = "dev.edict.audited-request";

    /** What is recorded if its command is committed. */
    AdminAction succeeded(@Nullable Object answer);

    /** It has left its record. */
    void recorded();
}
