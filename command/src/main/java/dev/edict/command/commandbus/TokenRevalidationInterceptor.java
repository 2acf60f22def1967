package dev.edict.command.commandbus;

import static dev.edict.command.api.Rejection.Reason.INVALID_ADMIN_TOKEN;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Asks again, under the command lock, whether the caller's token is good: between its first use and the command's turn
 * lie a body and a queue, and whoever revokes a token in that time means the command too.
 */
final class TokenRevalidationInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** Where the id of the minted token stands in the metadata of a command; absent for other callers. */
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
            throw INVALID_ADMIN_TOKEN.because("the token was revoked or expired before the change got its turn");
        }
        return chain.proceed();
    }
}
