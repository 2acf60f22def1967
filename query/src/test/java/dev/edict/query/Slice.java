package dev.edict.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Serves controllers over HTTP without the application; JSON is written as in the application. */
public final class Slice {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Instant.class, new Milliseconds()))
            .build();

    private final MockMvcTester http;

    public Slice(Object controller) {
        this(controller, "admin:test", Map.of());
    }

    /** Requests of this caller, with what the application says of it in request attributes. */
    public Slice(Object controller, String caller, Map<String, Object> attributes) {
        var everyRequest = MockMvcRequestBuilders.get("/").principal(() -> caller);
        attributes.forEach(everyRequest::requestAttr);
        http = MockMvcTester.of(List.of(controller), slice -> slice.setMessageConverters(
                        new ByteArrayHttpMessageConverter(), new JacksonJsonHttpMessageConverter(JSON))
                .setCustomArgumentResolvers(new QueryParameters())
                .defaultRequest(everyRequest)
                .build());
    }

    public JsonNode get(String uri) {
        var result = send(HttpMethod.GET, uri);
        assertThat(result).hasStatusOk();
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    public MvcTestResult send(HttpMethod method, String uri) {
        return http.method(method).uri(URI.create(uri)).exchange();
    }

    public MvcTestResult sendWith(String uri, String header, String value) {
        return http.get().uri(URI.create(uri)).header(header, value).exchange();
    }

    /** The rejection of a request; the application turns it into a response. */
    public QueryRejection refused(String uri) {
        var failure = Objects.requireNonNull(send(HttpMethod.GET, uri).getUnresolvedException(), uri);
        assertThat(failure).as(uri).hasCauseInstanceOf(QueryRejection.class);
        return (QueryRejection) Objects.requireNonNull(failure.getCause());
    }

    /** The ids of all rows of a list, page by page, as the contract's clients walk it. */
    public List<String> walk(String uri, int limit) {
        var ids = new ArrayList<String>();
        var page = get(uri + "?limit=" + limit);
        while (true) {
            page.get("items").forEach(item -> ids.add(item.get("id").stringValue()));
            assertThat(ids).doesNotHaveDuplicates();
            if (page.get("next_cursor").isNull()) {
                return ids;
            }
            page = get(uri + "?limit=" + limit + "&cursor="
                    + page.get("next_cursor").stringValue());
        }
    }

    private static final class Milliseconds extends StdScalarSerializer<Instant> {

        Milliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }
}
