package dev.edict.command.log;

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
final class ReceiptInTransaction implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Receipts receipts;
    private final ActionRecord actions;

    ReceiptInTransaction(Receipts receipts, ActionRecord actions) {
        this.receipts = receipts;
        this.actions = actions;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var answering = (Answering<?>) unitOfWork.getMessage().getMetaData().get(Answering.KEY);
        if (answering == null) {
            return chain.proceed();
        }
        var request = answering.request();
        if (request != null) {
            receipts.find(request.id()).ifPresent(receipt -> {
                throw new AlreadyAnswered(receipt);
            });
        }
        var result = chain.proceed();
        // Registered after the events, so that the look-ups have them when the answer is made.
        unitOfWork.onPrepareCommit(u -> {
            answering.answer(result);
            record(answering, unitOfWork);
            if (request != null) {
                receipts.keep(request.answered(answering.answer()));
            }
        });
        return result;
    }

    private void record(Answering<?> answering, UnitOfWork<?> unitOfWork) {
        var audited = answering.audited();
        actions.keep(audited.succeeded(answering.answer()));
        unitOfWork.afterCommit(committed -> audited.recorded());
    }
}
