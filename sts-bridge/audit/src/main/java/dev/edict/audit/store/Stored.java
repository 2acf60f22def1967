package dev.edict.audit.store;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param added how many events are new
 * @param repeated how many were there before, with the same content
 * @param refused those that cannot be stored, by their position in the batch
 */
public record Stored(int added, int repeated, List<Refused> refused) {}
