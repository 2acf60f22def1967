package dev.edict.replica.canary;

/**
 * The control plane's request to evaluate the canaries of a zone.
 *
 * @param incarnation of this replica in the roster, which answers
 * @param activationSeq the activation whose bundle decides
 */
public record CanaryRequest(long incarnation, String zoneId, long activationSeq) {}
