package dev.edict.command.api.token;

import org.axonframework.serialization.Revision;

/** The holder of this token is let in no more. */
@Revision("1")
public record AdminTokenRevoked(String tokenId, String zoneId) implements AdminTokenEvent {}
