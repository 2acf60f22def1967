package dev.edict.command.commandbus;

/** Which tokens of the Admin API are still good, as the transaction of a command sees it. */
@FunctionalInterface
public interface ActiveTokens {

    /** False for one that is unknown, revoked or expired. */
    boolean isGood(String tokenId);
}
