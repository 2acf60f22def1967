package dev.edict.audit.store;

import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import org.jspecify.annotations.Nullable;

/**
 * Something received that cannot be stored as an event.
 *
 * @param sourceId of the entry in the stream, or of the decision in a log
 * @param detail what was expected and where; quotes nothing of what was received
 * @param length of what was received, in bytes
 * @param sha256 of what was received
 * @param event after redaction; null if it could not be read
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and never compared
public record DeadLetter(
        Source source,
        String sourceId,
        DeadLetterReason reason,
        String detail,
        int length,
        byte[] sha256,
        @Nullable ReportedDecision event) {

    /** Without the event, which does not belong in a log. */
    @Override
    public String toString() {
        return "DeadLetter[%s %s %s]".formatted(source.word(), sourceId, reason.code());
    }
}
