package dev.edict.console.catalogue;

import dev.edict.command.catalogue.CatalogueContent;
import dev.edict.console.text.JsonText;
import dev.edict.query.catalogue.ZoneCatalogue;
import java.util.LinkedHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** A catalogue as text in an editor: the JSON of the API. */
@Component
class CatalogueText {

    private final JsonText text;
    private final JsonMapper json;

    CatalogueText(JsonText text, JsonMapper json) {
        this.text = text;
        this.json = json;
    }

    String of(ZoneCatalogue catalogue) {
        var content = new LinkedHashMap<String, Object>();
        content.put("applications", catalogue.applications());
        content.put("resources", catalogue.resources());
        content.put("terms", catalogue.terms());
        return text.of(content);
    }

    /** @throws JacksonException if it is no such JSON */
    CatalogueContent read(String content) {
        var read = json.readValue(content, CatalogueContent.class);
        if (read == null) {
            throw MismatchedInputException.from(null, CatalogueContent.class, "expected an object");
        }
        return read;
    }

    /** Where a text is not the JSON expected, and what is. */
    static String flaw(JacksonException failure) {
        var place = failure.getLocation();
        var message = String.valueOf(failure.getOriginalMessage());
        // Messages of our own deserializers begin in lower case; those of the library name classes.
        var what = failure instanceof DatabindException && !Character.isLowerCase(message.charAt(0))
                ? "not of the expected type"
                : message;
        return place == null ? what : "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), what);
    }
}
