package dev.edict.command.zone;

import dev.edict.command.api.zone.ExpectedActive;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Distinguishes an absent member (no expectation) from null (no version is expected to govern). */
class ExpectedActiveDeserializer extends ValueDeserializer<ExpectedActive> {

    private static final int MAX_LENGTH = 512;

    @Override
    public ExpectedActive deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.reportInputMismatch(this, "expected a version id or null");
        }
        var versionId = parser.getString();
        if (versionId.isEmpty() || versionId.length() > MAX_LENGTH) {
            return context.reportInputMismatch(this, "expected 1 to %d characters", MAX_LENGTH);
        }
        return ExpectedActive.of(versionId);
    }

    @Override
    public ExpectedActive getNullValue(DeserializationContext context) {
        return ExpectedActive.of(null);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return ExpectedActive.unstated();
    }
}
