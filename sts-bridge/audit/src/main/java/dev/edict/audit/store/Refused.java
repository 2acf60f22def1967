package dev.edict.audit.store;

import dev.edict.audit.event.DeadLetterReason;

/**
 * An event of a batch that cannot be stored.
 *
 * @param position in the batch, from 0
 */
public record Refused(int position, DeadLetterReason reason, String detail) {}
