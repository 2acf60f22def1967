package dev.edict.command.api.token;

import org.axonframework.serialization.Revision;

/** The token is no longer valid. */
@Revision("1")
public record AdminTokenRevoked(String tokenId, String zoneId) implements AdminTokenEvent {}
