package dev.edict.command.log;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.PolicyCommand;
import dev.edict.command.api.policyset.PolicySetCommand;
import dev.edict.command.api.token.RevokeAdminToken;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ZoneCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** Names the refusal of a command whose target does not exist; an activation names its version (contract §1.3). */
final class UnknownTarget implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException e) {
            var rejection = reason(unitOfWork.getMessage().getPayload())
                    .because("nothing is known under %s", e.getAggregateIdentifier());
            rejection.initCause(e);
            throw rejection;
        }
    }

    private static Rejection.Reason reason(Object command) {
        if (command instanceof PolicyCommand) {
            return Rejection.Reason.POLICY_NOT_FOUND;
        }
        if (command instanceof PolicySetCommand) {
            return Rejection.Reason.POLICY_SET_NOT_FOUND;
        }
        if (command instanceof ActivatePolicySetVersion) {
            return Rejection.Reason.VERSION_NOT_FOUND;
        }
        if (command instanceof RevokeAdminToken) {
            return Rejection.Reason.ADMIN_TOKEN_NOT_FOUND;
        }
        if (command instanceof ZoneCommand) {
            return Rejection.Reason.ZONE_NOT_FOUND;
        }
        throw new IllegalArgumentException(command.getClass().getSimpleName() + " has no target that could be unknown");
    }
}
