package dev.edict.command.idempotency;

import dev.edict.command.attribution.AdminActionLog;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command while its transaction is open, records in it who made the request, and leaves a receipt if the
 * request may come again: whoever finds the receipt knows that the command took effect, and who finds none that it did
 * not.
 *
 * <p>It looks for one under the command lock, so that the same request on two nodes is one after the other; that
 * somebody looked before is no reason not to.
 */
public final class IdempotencyInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Receipts receipts;
    private final AdminActionLog actions;

    IdempotencyInterceptor(Receipts receipts, AdminActionLog actions) {
        this.receipts = receipts;
        this.actions = actions;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var pending = (PendingResponse<?>) unitOfWork.getMessage().getMetaData().get(PendingResponse.KEY);
        if (pending == null) {
            return chain.proceed();
        }
        var request = pending.request();
        if (request != null) {
            receipts.find(request.id()).ifPresent(receipt -> {
                throw new DuplicateRequest(receipt);
            });
        }
        var result = chain.proceed();
        // Registered after the events, so that the look-ups have them when the answer is made.
        unitOfWork.onPrepareCommit(u -> {
            pending.answer(result);
            record(pending, unitOfWork);
            if (request != null) {
                receipts.keep(request.answered(pending.answer()));
            }
        });
        return result;
    }

    private void record(PendingResponse<?> pending, UnitOfWork<?> unitOfWork) {
        var audited = pending.audited();
        if (audited != null) {
            actions.keep(audited.succeeded(pending.answer()));
            unitOfWork.afterCommit(committed -> audited.recorded());
        }
    }
}
