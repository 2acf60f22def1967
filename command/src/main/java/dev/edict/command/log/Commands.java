package dev.edict.command.log;

import dev.edict.command.api.KeyedRequest;
import dev.edict.command.api.Precondition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The way of a request's command to its handler: admitted, attributed, and answered once it is committed. */
@Component
public class Commands {

    private static final int ADMITTED = 8;
    private static final long PATIENCE_SECONDS = 4;

    private final CommandGateway gateway;
    private final HttpServletRequest request;
    private final Retries retries;
    private final Semaphore admission = new Semaphore(ADMITTED, true);

    Commands(CommandGateway gateway, HttpServletRequest request, ObjectProvider<MeterRegistry> registry) {
        this.gateway = gateway;
        this.request = request;
        var metrics = registry.getIfAvailable(SimpleMeterRegistry::new);
        this.retries = new Retries(metrics);
        Gauge.builder("edict.command.queue", admission, Semaphore::getQueueLength)
                .description("Commands that wait to be admitted")
                .register(metrics);
    }

    /**
     * Sends a command of the current HTTP request and waits until its transaction is committed.
     *
     * @param toAnswer makes the answer of what the handler returned, with the transaction still open
     * @throws dev.edict.command.api.Rejection if it is refused
     * @throws AlreadyAnswered if the request came before and took effect then
     * @throws Overloaded if too many commands are waiting
     */
    public <A extends @Nullable Object> A send(Object command, Function<@Nullable Object, A> toAnswer) {
        admit();
        try {
            return retries.invoke(() -> dispatch(command, toAnswer));
        } finally {
            admission.release();
        }
    }

    /** Sends a command whose answer says nothing. */
    public void send(Object command) {
        send(command, result -> null);
    }

    private <A extends @Nullable Object> A dispatch(Object command, Function<@Nullable Object, A> toAnswer) {
        var keyed = (KeyedRequest) request.getAttribute(KeyedRequest.ATTRIBUTE);
        var answering = new Answering<>(keyed, toAnswer);
        gateway.sendAndWait(new GenericCommandMessage<>(command, origin().and(Answering.KEY, answering)));
        return answering.answer();
    }

    private void admit() {
        try {
            if (!admission.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Overloaded(ADMITTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded(ADMITTED);
        }
    }

    private MetaData origin() {
        Principal caller =
                Objects.requireNonNull(request.getUserPrincipal(), "an unauthenticated request reached a command");
        var origin = MetaData.with(Origin.ACTOR, caller.getName()).and(Origin.REQUEST_ID, request.getRequestId());
        return IfMatch.of(request)
                .map(precondition -> origin.and(Precondition.KEY, precondition))
                .orElse(origin);
    }
}
