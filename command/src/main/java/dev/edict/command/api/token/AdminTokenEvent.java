package dev.edict.command.api.token;

import dev.edict.command.api.DomainEvent;

/** What can happen to an admin token; its zone is {@link DomainEvent#EVERY_ZONE} for one that is good for all. */
public sealed interface AdminTokenEvent extends DomainEvent permits AdminTokenMinted, AdminTokenRevoked {

    String tokenId();
}
