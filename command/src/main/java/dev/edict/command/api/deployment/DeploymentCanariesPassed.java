package dev.edict.command.api.deployment;

import org.axonframework.serialization.Revision;

/**
 * Every expected decision point that evaluates canaries decided all of them as expected.
 *
 * @param decisionPoints how many these were
 * @param canaries how many canaries each of them decided
 * @param notVerifiable how many expected decision points evaluate no canaries
 * @param tookMillis from the commit of the activation until the last of them
 */
@Revision("1")
public record DeploymentCanariesPassed(
        String zoneId, long activationSeq, int decisionPoints, int canaries, int notVerifiable, long tookMillis)
        implements DeploymentEvent {}
