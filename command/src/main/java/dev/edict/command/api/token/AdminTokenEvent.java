package dev.edict.command.api.token;

import dev.edict.command.api.DomainEvent;

/** An event of an admin token. Its zone is {@link DomainEvent#EVERY_ZONE} for a token that is valid in all zones. */
public sealed interface AdminTokenEvent extends DomainEvent permits AdminTokenMinted, AdminTokenRevoked {

    String tokenId();
}
