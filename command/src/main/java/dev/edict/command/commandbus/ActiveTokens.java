package dev.edict.command.commandbus;

/** The valid tokens of the Admin API, as the transaction of a command sees them. */
@FunctionalInterface
public interface ActiveTokens {

    /** False for an unknown, revoked or expired token. */
    boolean isGood(String tokenId);
}
