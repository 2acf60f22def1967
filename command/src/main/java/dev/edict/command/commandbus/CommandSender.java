package dev.edict.command.commandbus;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.attribution.AttributionInterceptor;
import dev.edict.command.idempotency.DuplicateRequest;
import dev.edict.command.idempotency.PendingResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends commands: admits a bounded number at once, attributes each, and returns after the commit of its transaction.
 */
@Component
public class CommandSender {

    private static final int ADMITTED = 8;
    private static final long PATIENCE_SECONDS = 4;

    private final CommandGateway gateway;
    private final ObjectProvider<RequestContext> current;
    private final TransactionRetry retry;
    private final Semaphore background = new Semaphore(1);
    private final Semaphore admission = new Semaphore(ADMITTED, true);

    CommandSender(
            CommandGateway gateway, ObjectProvider<RequestContext> current, ObjectProvider<MeterRegistry> registry) {
        this.gateway = gateway;
        this.current = current;
        var metrics = registry.getIfAvailable(SimpleMeterRegistry::new);
        this.retry = new TransactionRetry(metrics);
        Gauge.builder("edict.command.queue", admission, Semaphore::getQueueLength)
                .description("Commands that wait to be admitted")
                .register(metrics);
    }

    /**
     * Sends a command of the current HTTP request.
     *
     * @param toAnswer maps the result of the command handler to the response, in the open transaction
     * @throws dev.edict.command.api.Rejection if the command is rejected
     * @throws DuplicateRequest if the same idempotent request took effect before
     * @throws Overloaded if too many commands are waiting
     */
    public <A extends @Nullable Object> A send(Object command, Function<@Nullable Object, A> toAnswer) {
        return send(current.getObject(), command, toAnswer);
    }

    /** Sends a command of the current HTTP request without a response body. */
    public void send(Object command) {
        send(command, result -> null);
    }

    /** Sends a command with this context; throws as {@link #send(Object, Function)}. */
    public <A extends @Nullable Object> A send(
            RequestContext cause, Object command, Function<@Nullable Object, A> toAnswer) {
        admit();
        try {
            return retry.invoke(() -> dispatch(cause, command, toAnswer));
        } finally {
            admission.release();
        }
    }

    /**
     * Sends a command of a background task, unless callers need the bus: then it returns false and sends nothing. At
     * most one is under way.
     */
    public boolean sendIfIdle(RequestContext cause, Object command) {
        if (!background.tryAcquire()) {
            return false;
        }
        try {
            if (admission.hasQueuedThreads()
                    || admission.availablePermits() < ADMITTED / 2
                    || !admission.tryAcquire()) {
                return false;
            }
            try {
                retry.invoke(() -> dispatch(cause, command, result -> null));
                return true;
            } finally {
                admission.release();
            }
        } finally {
            background.release();
        }
    }

    private <A extends @Nullable Object> A dispatch(
            RequestContext cause, Object command, Function<@Nullable Object, A> toAnswer) {
        var pending = new PendingResponse<>(cause.idempotentRequest(), cause.auditedRequest(), toAnswer);
        var metadata = metadata(cause, command).and(PendingResponse.KEY, pending);
        gateway.sendAndWait(new GenericCommandMessage<>(command, metadata));
        return pending.answer();
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

    private static MetaData metadata(RequestContext cause, Object command) {
        var metadata = new HashMap<String, Object>();
        metadata.put(Attribution.ACTOR, cause.actor());
        metadata.put(Attribution.REQUEST_ID, cause.requestId());
        put(metadata, TokenRevalidationInterceptor.KEY, cause.mintedTokenId());
        put(metadata, AttributionInterceptor.KEY, cause.onBehalfOf());
        if (command instanceof RegisterZone) {
            put(metadata, ZoneDirectory.ACCOUNT, cause.account());
        }
        if (cause.isViaOperator()) {
            metadata.put(Attribution.VIA_OPERATOR, true);
        }
        cause.precondition().ifPresent(precondition -> metadata.put(Precondition.KEY, precondition));
        return MetaData.from(metadata);
    }

    private static void put(Map<String, Object> metadata, String key, @Nullable Object value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
