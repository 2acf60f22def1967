package dev.edict.command.commandbus;

import static dev.edict.command.api.Rejection.Reason.INVALID_ADMIN_TOKEN;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Validates the caller's token again, under the command lock. A token that is revoked while its command waits for
 * admission does not change anything.
 */
final class TokenRevalidationInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** The key of the minted token's id in the metadata of a command; absent for other callers. */
    static final String KEY = "mintedToken";

    private final ActiveTokens tokens;

    TokenRevalidationInterceptor(ActiveTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var tokenId = (String) unitOfWork.getMessage().getMetaData().get(KEY);
        if (tokenId != null && !tokens.isGood(tokenId)) {
            throw INVALID_ADMIN_TOKEN.because("the token was revoked or expired before the command ran");
        }
        return chain.proceed();
    }
}
