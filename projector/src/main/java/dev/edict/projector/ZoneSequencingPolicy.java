package dev.edict.projector;

import dev.edict.command.api.DomainEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of one zone stay in order, and wait for each other. The zone's id is a string, because Axon's own sequential
 * policy is another object in every JVM (4.13.0).
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
            // An event that cannot be read stops its own zone, so at least its zone has to be read.
            var written = event.serializePayload(events, String.class).getData();
            return JSON.readTree(written).path("zoneId").asString("");
        }
    }
}
