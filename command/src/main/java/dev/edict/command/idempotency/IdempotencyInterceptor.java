package dev.edict.command.idempotency;

import dev.edict.command.attribution.AdminActionLog;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Creates the response in the transaction of the command, together with the audit record and, for an idempotent
 * request, the stored response. A stored response therefore proves that the command took effect; without one, it did
 * not.
 *
 * <p>It looks for a stored response again under the command lock, because another node may have handled the same
 * request since the first check.
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
        // Registered after the events, so that the response sees the updated look-up tables.
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
