package dev.edict.query.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A redacted decision together with its unredacted metadata.
 *
 * @param metadata as recorded, unredacted
 */
public record RecordedDecision(AuditedDecision shown, @Nullable ObjectNode metadata) {

    boolean isDenial() {
        return shown.decision().equals("deny");
    }
}
