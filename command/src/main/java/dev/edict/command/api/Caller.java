package dev.edict.command.api;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who sends a request, and on whose behalf (contract §2); its name is the actor of the log, e.g. {@code admin:bootstrap}. */
public interface Caller extends Principal {

    /** Whether it holds the token that the installation started with, and may use the names that are reserved. */
    boolean isBootstrap();

    /** The token that the Admin API gave it, and may take back at any time; null for a secret of the installation. */
    @Nullable
    String mintedTokenId();

    /** The one zone that its token is good for; null for all. */
    @Nullable
    String zoneId();

    /** The account that a console vouches for; null for a caller that is bound to none. */
    @Nullable
    String account();

    /** The person or job that the caller says it acts for; null if it says nothing. */
    @Nullable
    String authorizedBy();

    /** Whether an operator had a hand in it, as the caller says. */
    boolean isViaOperator();

    /** Whom the change is credited to where there is room for one name only. */
    default String author() {
        var named = onBehalfOf();
        return named == null ? getName() : named;
    }

    /** Whom the change is credited to instead of the caller itself; null if the caller names none. */
    default @Nullable String onBehalfOf() {
        return authorizedBy() == null ? account() : authorizedBy();
    }
}
