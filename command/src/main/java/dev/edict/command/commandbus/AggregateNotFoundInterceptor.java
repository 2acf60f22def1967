package dev.edict.command.commandbus;

import dev.edict.command.api.AggregateCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** Rejects a command whose aggregate does not exist, with the reason that the command states. */
final class AggregateNotFoundInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException e) {
            if (unitOfWork.getMessage().getPayload() instanceof AggregateCommand command) {
                var rejection = command.notFound().because("%s does not exist", e.getAggregateIdentifier());
                rejection.initCause(e);
                throw rejection;
            }
            throw e;
        }
    }
}
