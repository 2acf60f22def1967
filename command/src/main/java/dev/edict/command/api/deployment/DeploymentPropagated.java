package dev.edict.command.api.deployment;

import org.axonframework.serialization.Revision;

/**
 * Every expected decision point enforces the activation or a newer one, or allows nothing any more.
 *
 * @param decisionPoints how many were expected
 * @param loaded how many of them loaded it; the others said goodbye, were dismissed, or are stale
 * @param tookMillis from the commit of the activation until the last of them
 */
@Revision("1")
public record DeploymentPropagated(String zoneId, long activationSeq, int decisionPoints, int loaded, long tookMillis)
        implements DeploymentEvent {}
