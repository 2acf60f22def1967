package dev.edict.projector;

import dev.edict.command.api.DomainEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the events of one zone in order. The sequence identifier is a string, because Axon's sequential policy uses an
 * object that differs between JVMs (4.13.0).
 */
final class ZoneSequencingPolicy implements SequencingPolicy<EventMessage<?>> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Serializer events;

    ZoneSequencingPolicy(Serializer events) {
        this.events = events;
    }

    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> event) {
        try {
            return event.getPayload() instanceof DomainEvent known ? known.zoneId() : "";
        } catch (SerializationException e) {
            // An unreadable event must stall its own zone only, so its zone id is read separately.
            var written = event.serializePayload(events, String.class).getData();
            return JSON.readTree(written).path("zoneId").asString("");
        }
    }
}
