package dev.edict.command.log;

import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Who and what an event comes from, as its metadata: {@code actor}, {@code requestId}, {@code correlationId} (the
 * request that began it all) and {@code causationId} (the command).
 */
final class Origin implements CorrelationDataProvider {

    static final String ACTOR = "actor";
    static final String REQUEST_ID = "requestId";
    private static final String CORRELATION_ID = "correlationId";
    private static final String CAUSATION_ID = "causationId";

    @Override
    public Map<String, ?> correlationDataFor(Message<?> cause) {
        var metadata = cause.getMetaData();
        var actor = required(cause, ACTOR);
        var requestId = required(cause, REQUEST_ID);
        return Map.of(
                ACTOR,
                actor,
                REQUEST_ID,
                requestId,
                CORRELATION_ID,
                metadata.getOrDefault(CORRELATION_ID, requestId),
                CAUSATION_ID,
                cause.getIdentifier());
    }

    private static Object required(Message<?> cause, String key) {
        return Optional.ofNullable(cause.getMetaData().get(key))
                .orElseThrow(() -> new IllegalStateException(
                        "%s carries no %s".formatted(cause.getPayloadType().getSimpleName(), key)));
    }
}
