package dev.edict.query.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision as it may be shown, beside what may not be shown as it is.
 *
 * @param metadata as recorded, unredacted
 */
record RecordedDecision(AuditedDecision shown, @Nullable ObjectNode metadata) {

    boolean isDenial() {
        return shown.decision().equals("deny");
    }
}
