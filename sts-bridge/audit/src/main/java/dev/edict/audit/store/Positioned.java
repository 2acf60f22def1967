package dev.edict.audit.store;

import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.ReportedDecision;
import java.time.LocalDate;
import java.util.List;

/** An event, and its position in the batch that was given. */
record Positioned(int position, ReportedDecision event) {

    LocalDate month() {
        return EventMonths.of(event.occurredAt());
    }

    Refused refused(DeadLetterReason reason, String detail) {
        return new Refused(position, reason, detail);
    }

    static List<ReportedDecision> events(List<Positioned> batch) {
        return batch.stream().map(Positioned::event).toList();
    }
}
