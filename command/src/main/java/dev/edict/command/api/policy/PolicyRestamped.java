package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;

/**
 * Sets the time and the author of the policy's last change, overriding earlier events.
 *
 * @param attributed whether the author is known
 */
@Revision("1")
public record PolicyRestamped(String policyId, String zoneId, boolean attributed) implements PolicyEvent {}
