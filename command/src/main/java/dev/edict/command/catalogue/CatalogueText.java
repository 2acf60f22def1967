package dev.edict.command.catalogue;

import dev.edict.command.catalogue.CatalogueContent.Application;
import dev.edict.command.catalogue.CatalogueContent.Resource;
import dev.edict.command.catalogue.CatalogueContent.Term;
import dev.edict.command.content.Sha256;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A catalogue as canonical JSON: compact, members in one order, lists sorted, what is empty left out. The same catalogue
 * has the same text in any order.
 */
record CatalogueText(String json, String sha256, int bytes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static CatalogueText of(CatalogueContent catalogue) {
        var json = write(catalogue);
        return new CatalogueText(json, Sha256.hex(json), json.getBytes(StandardCharsets.UTF_8).length);
    }

    private static String write(CatalogueContent catalogue) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("applications");
            sorted(catalogue.applications(), Comparator.comparing(Application::id))
                    .forEach(application -> write(json, application));
            json.writeEndArray();
            json.writeArrayPropertyStart("resources");
            sorted(catalogue.resources(), Comparator.comparing(Resource::identifier))
                    .forEach(resource -> write(json, resource));
            json.writeEndArray();
            json.writeArrayPropertyStart("terms");
            if (catalogue.terms() != null) {
                sorted(catalogue.terms(), Comparator.comparing(Term::term)).forEach(term -> write(json, term));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Application application) {
        json.writeStartObject();
        json.writeStringProperty("id", application.id());
        if (application.name() != null) {
            json.writeStringProperty("name", application.name());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Resource resource) {
        json.writeStartObject();
        json.writeStringProperty("identifier", resource.identifier());
        writeNames(json, "scopes", resource.scopes());
        if (resource.tieredScopes() != null && !resource.tieredScopes().isEmpty()) {
            writeNames(json, "tiered_scopes", resource.tieredScopes());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Term term) {
        json.writeStartObject();
        json.writeStringProperty("term", term.term());
        json.writeStringProperty("replaced_by", term.replacedBy());
        json.writeEndObject();
    }

    private static void writeNames(JsonGenerator json, String member, List<String> names) {
        json.writeArrayPropertyStart(member);
        names.stream().sorted().forEach(json::writeString);
        json.writeEndArray();
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        return list.stream().sorted(order).toList();
    }
}
