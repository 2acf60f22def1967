package dev.edict.query.audit;

import tools.jackson.databind.JsonNode;

/**
 * A decision as it may be shown, beside what may not be shown as it is.
 *
 * @param metadata as recorded, unredacted
 */
record RecordedDecision(AuditedDecision shown, JsonNode metadata) {

    boolean isDenial() {
        return shown.decision().equals("deny");
    }
}
