package dev.edict.command.simulation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A sample input may be absent, and may be empty, but never null or an array (contract, fine print on simulate). */
class SampleInput extends ValueDeserializer<Map<String, Object>> {

    @Override
    public Map<String, Object> deserialize(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.START_OBJECT)
                ? context.readValue(
                        parser, context.getTypeFactory().constructMapType(Map.class, String.class, Object.class))
                : context.reportInputMismatch(this, "expected an object");
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return context.reportInputMismatch(this, "null is not accepted");
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
