package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;

/**
 * States when and by whom the policy was last changed, overriding earlier events.
 *
 * @param attributed whether anybody is named
 */
@Revision("1")
public record PolicyRestamped(String policyId, String zoneId, boolean attributed) implements PolicyEvent {}
