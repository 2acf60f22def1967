package dev.edict.query.audit;

import dev.edict.query.Page;
import dev.edict.query.audit.Fields.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a list: a page of whole rows, a page of selected fields, or a CSV file.
 *
 * @param whole whether a page has whole rows instead of fields
 */
public record Listing<R>(List<Field<R>> fields, boolean whole, boolean csv) {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    static <R> Listing<R> of(ListParameters asked, List<Field<R>> fields) {
        return new Listing<>(fields, asked.fields() == null, asked.csv());
    }

    /**
     * Typed as a page of whole rows, because the API description derives the default response from the type. The other
     * two forms are described separately.
     */
    @SuppressWarnings("unchecked")
    ResponseEntity<Page<R>> answer(String fileName, Page<R> listed) {
        if (whole && !csv) {
            return ResponseEntity.ok(listed);
        }
        ResponseEntity<?> other = csv ? file(fileName, listed.items()) : ResponseEntity.ok(listed.map(this::project));
        return (ResponseEntity<Page<R>>) other;
    }

    private ResponseEntity<byte[]> file(String name, List<R> rows) {
        var attachment = ContentDisposition.attachment().filename(name + ".csv").build();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(CsvFile.of(fields, rows));
    }

    private ObjectNode project(R row) {
        var projection = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> {
            var value = field.value().apply(row);
            if (!value.isMissingNode()) {
                projection.set(field.name(), value);
            }
        });
        return projection;
    }
}
