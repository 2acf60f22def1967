package dev.edict.command.attribution;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.ZoneDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * The origin of an event, as its metadata: {@code actor}, {@code requestId}, {@code correlationId} (the first request)
 * and {@code causationId} (the command). For a change on behalf of somebody, see {@link Attribution}.
 */
final class EventOrigin implements CorrelationDataProvider {

    private static final String CORRELATION_ID = "correlationId";
    private static final String CAUSATION_ID = "causationId";
    private static final List<String> OPTIONAL =
            List.of(Attribution.NOTE, Attribution.NOTE_SHA256, Attribution.VIA_OPERATOR, ZoneDirectory.ACCOUNT);

    @Override
    public Map<String, ?> correlationDataFor(Message<?> cause) {
        var metadata = cause.getMetaData();
        var requestId = required(cause, Attribution.REQUEST_ID);
        var origin = new TreeMap<String, Object>();
        origin.put(Attribution.ACTOR, required(cause, Attribution.ACTOR));
        origin.put(Attribution.REQUEST_ID, requestId);
        origin.put(CORRELATION_ID, metadata.getOrDefault(CORRELATION_ID, requestId));
        origin.put(CAUSATION_ID, cause.getIdentifier());
        OPTIONAL.stream().filter(metadata::containsKey).forEach(key -> origin.put(key, metadata.get(key)));
        return origin;
    }

    private static Object required(Message<?> cause, String key) {
        return Optional.ofNullable(cause.getMetaData().get(key))
                .orElseThrow(() -> new IllegalStateException(
                        "%s carries no %s".formatted(cause.getPayloadType().getSimpleName(), key)));
    }
}
