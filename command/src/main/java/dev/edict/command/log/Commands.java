package dev.edict.command.log;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.Caller;
import dev.edict.command.api.KeyedRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.ZoneDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** The way of a request's command to its handler: admitted, attributed, and answered once it is committed. */
@Component
public class Commands {

    private static final int ADMITTED = 8;
    private static final long PATIENCE_SECONDS = 4;

    private final CommandGateway gateway;
    private final HttpServletRequest request;
    private final OperatorBadge badge;
    private final Retries retries;
    private final Semaphore admission = new Semaphore(ADMITTED, true);

    Commands(
            CommandGateway gateway,
            HttpServletRequest request,
            ObjectProvider<OperatorBadge> badge,
            ObjectProvider<MeterRegistry> registry) {
        this.gateway = gateway;
        this.request = request;
        this.badge = badge.getIfAvailable(() -> zoneId -> true);
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
        var audited = Objects.requireNonNull(
                (AuditedRequest) request.getAttribute(AuditedRequest.ATTRIBUTE),
                "a change that would leave no record of who made it");
        var answering = new Answering<>(keyed, audited, toAnswer);
        gateway.sendAndWait(new GenericCommandMessage<>(command, origin(command).and(Answering.KEY, answering)));
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

    private MetaData origin(Object command) {
        var caller = caller();
        var origin = new HashMap<String, Object>();
        origin.put(Attribution.ACTOR, caller.getName());
        origin.put(Origin.REQUEST_ID, request.getRequestId());
        put(origin, StillLetIn.KEY, caller.mintedTokenId());
        put(origin, OnBehalfOf.KEY, caller.onBehalfOf());
        if (command instanceof RegisterZone) {
            put(origin, ZoneDirectory.ACCOUNT, caller.account());
        }
        if (isViaOperator()) {
            origin.put(Attribution.VIA_OPERATOR, true);
        }
        Precondition.ofIfMatch(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)))
                .ifPresent(precondition -> origin.put(Precondition.KEY, precondition));
        return MetaData.from(origin);
    }

    private static void put(Map<String, Object> origin, String key, @Nullable Object value) {
        if (value != null) {
            origin.put(key, value);
        }
    }

    private Caller caller() {
        return (Caller)
                Objects.requireNonNull(request.getUserPrincipal(), "an unauthenticated request reached a command");
    }

    /** Whether the current request's change is shown as one that an operator had a hand in. */
    public boolean isViaOperator() {
        return caller().isViaOperator()
                && !(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                        && path.get("zoneId") instanceof String zoneId
                        && !badge.isShownIn(zoneId));
    }
}
