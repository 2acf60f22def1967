package dev.edict.console.text;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON for people: indented, as templates show it. */
@Component("jsonText")
class JsonText {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The text of an object. */
    public String readable(Map<String, ?> object) {
        return JSON.writeValueAsString(object);
    }
}
