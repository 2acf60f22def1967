package dev.edict.command.api;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request and on whose behalf it acts (contract §2). Its name is the actor in the log, e.g.
 * {@code admin:bootstrap}.
 */
public interface Caller extends Principal {

    /** Whether it presented the bootstrap token, which may use reserved names. */
    boolean isBootstrap();

    /** Id of the minted token, which can be revoked at any time; null for a secret of the installation. */
    @Nullable
    String mintedTokenId();

    /** The only zone that its token is valid for; null for all zones. */
    @Nullable
    String zoneId();

    /** The console account that its token is bound to; null for none. */
    @Nullable
    String account();

    /** The person or job that it acts for, as it states; null for none. */
    @Nullable
    String authorizedBy();

    /** Whether an operator took part, as it states. */
    boolean isViaOperator();

    /** The author of its change, where only one name fits. */
    default String author() {
        var named = onBehalfOf();
        return named == null ? getName() : named;
    }

    /** The author to record instead of the caller; null for none. */
    default @Nullable String onBehalfOf() {
        return authorizedBy() == null ? account() : authorizedBy();
    }
}
