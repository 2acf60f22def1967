package dev.edict.app.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accepts and returns JSON only, because the other formats on the class path have no strict parser. The {@code Accept}
 * header is ignored: a mismatch would be detected only after the change.
 */
@Component
class JsonOnly implements WebMvcConfigurer {

    private static final Set<String> OTHERS = Set.of("yaml", "xml", "cbor", "x-jackson-smile");

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(JsonOnly::keepJson);
    }

    private static void keepJson(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(JsonOnly::isOfAnotherFormat);
        converters.replaceAll(converter -> converter instanceof JacksonJsonHttpMessageConverter json
                ? new ReadsPlainJson(json.getMapper())
                : converter);
    }

    private static boolean isOfAnotherFormat(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream().anyMatch(type -> OTHERS.contains(type.getSubtype()));
    }

    /** Rejects media types built on JSON: their semantics are not implemented. */
    private static final class ReadsPlainJson extends JacksonJsonHttpMessageConverter {

        ReadsPlainJson(JsonMapper mapper) {
            super(mapper);
        }

        @Override
        public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(mediaType) && super.canRead(type, mediaType);
        }
    }
}
