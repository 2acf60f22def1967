package dev.edict.command.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.DomainEvent;
import java.util.Objects;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serializes events as JSON under their logical names, with a mapper of its own.
 *
 * <p>An unknown name or member is an error: a changed format needs a new revision and an upcaster.
 */
final class EventSerializer extends Jackson3Serializer {

    EventSerializer() {
        super(builder().jsonMapperBuilderCustomizer(EventSerializer::format));
    }

    private static void format(JsonMapper.Builder mapper) {
        mapper.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .changeDefaultPropertyInclusion(
                        ignored -> JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS));
    }

    /** Whether it names an aggregate state in the format of this version of Edict. */
    boolean isCurrentState(SerializedType type) {
        var state = super.classForType(type);
        return state.isAnnotationPresent(SnapshotState.class)
                && Objects.equals(getRevisionResolver().revisionOf(state), type.getRevision());
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the signature is Axon's
    public SerializedType typeForClass(Class type) {
        if (DomainEvent.class.isAssignableFrom(type)) {
            var name = EventNames.nameOf(type)
                    .orElseThrow(() -> new SerializationException("no logical name for event " + type.getName()));
            return new SimpleSerializedType(name, getRevisionResolver().revisionOf(type));
        }
        return super.typeForClass(type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        var event = EventNames.classOf(type.getName());
        if (event.isPresent()) {
            return event.get();
        }
        var other = super.classForType(type);
        if (DomainEvent.class.isAssignableFrom(other)
                || org.axonframework.serialization.UnknownSerializedType.class.isAssignableFrom(other)) {
            throw new SerializationException(
                    "unknown event " + type.getName() + " revision " + type.getRevision() + " in the log");
        }
        return other;
    }
}
