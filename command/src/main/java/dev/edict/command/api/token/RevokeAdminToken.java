package dev.edict.command.api.token;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Let the holder of this token in no more. */
public record RevokeAdminToken(@TargetAggregateIdentifier String tokenId) {}
