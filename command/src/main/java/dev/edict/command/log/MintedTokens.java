package dev.edict.command.log;

/** Which tokens of the Admin API are still good, as the transaction of a command sees it. */
@FunctionalInterface
public interface MintedTokens {

    /** False for one that is unknown, revoked or expired. */
    boolean isGood(String tokenId);
}
