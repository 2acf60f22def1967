package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;

/**
 * The policy was last changed when and by whom this event says, whatever the events before it say.
 *
 * @param attributed whether anybody is named
 */
@Revision("1")
public record PolicyRestamped(String policyId, String zoneId, boolean attributed) implements PolicyEvent {}
