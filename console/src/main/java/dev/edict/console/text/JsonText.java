package dev.edict.console.text;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes values as the JSON of the API, for people. */
@Component("jsonText")
public class JsonText {

    private final JsonMapper json;

    JsonText(JsonMapper json) {
        this.json = json;
    }

    /** Indented, on many lines. */
    public String of(@Nullable Object value) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** On one line; a text is written as it is. */
    public String line(@Nullable Object value) {
        return value instanceof String text ? text : json.writeValueAsString(value);
    }
}
