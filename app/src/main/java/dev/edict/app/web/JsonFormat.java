package dev.edict.app.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** JSON on the wire: parsed strictly, without guessing; times have the contract's format (§1.1). */
@Configuration(proxyBeanMethods = false)
class JsonFormat {

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return mapper -> mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule("edict-wire")
                        .addDeserializer(String.class, new StorableText())
                        .addDeserializer(Boolean.class, new Flag())
                        .addDeserializer(Integer.class, new Whole())
                        .addSerializer(Instant.class, new Milliseconds()));
    }

    /** A scalar of exactly one JSON type; a member may be absent, but never null (contract §1.1). */
    private abstract static class Strict<T> extends StdScalarDeserializer<T> {

        Strict(Class<T> type) {
            super(type);
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

    private static final class Flag extends Strict<Boolean> {

        Flag() {
            super(Boolean.class);
        }

        @Override
        public Boolean deserialize(JsonParser parser, DeserializationContext context) {
            return parser.currentToken().isBoolean()
                    ? parser.getBooleanValue()
                    : context.reportInputMismatch(this, "expected true or false");
        }
    }

    /** A whole number in any notation, {@code 30.0} too; a fraction is not truncated. */
    private static final class Whole extends Strict<Integer> {

        private static final String EXPECTED = "expected a whole number";

        Whole() {
            super(Integer.class);
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) {
            try {
                return parser.currentToken().isNumeric()
                        ? parser.getDecimalValue().intValueExact()
                        : context.reportInputMismatch(this, EXPECTED);
            } catch (ArithmeticException e) {
                return context.reportInputMismatch(this, EXPECTED);
            }
        }
    }

    /** Accepts only text that UTF-8 and PostgreSQL can store. */
    private static final class StorableText extends Strict<String> {

        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(this, "expected a string");
            }
            var text = parser.getString();
            for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
                if (cannotBeStored(text.codePointAt(at))) {
                    return context.reportInputMismatch(
                            this,
                            "expected text without U+0000 and lone surrogates: U+%04X at character %d",
                            text.codePointAt(at),
                            text.codePointCount(0, at) + 1);
                }
            }
            return text;
        }

        private static boolean cannotBeStored(int codePoint) {
            return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        }
    }

    private static final class Milliseconds extends StdScalarSerializer<Instant> {

        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

        Milliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(FORMAT.format(value));
        }
    }
}
