package dev.edict.query.audit;

import dev.edict.query.FormulaSafeText;
import dev.edict.query.audit.Fields.Field;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Rows as a CSV file (RFC 4180). No cell is interpreted as a formula by a spreadsheet. */
final class CsvFile {

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private CsvFile() {}

    static <R> byte[] of(List<Field<R>> columns, List<R> rows) {
        var schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(column -> schema.addColumn(column.name()));
        var cells = rows.stream()
                .map(row -> columns.stream()
                        .map(column -> cell(column.value().apply(row)))
                        .toList())
                .toList();
        return CSV.writer(schema.build()).writeValueAsBytes(cells);
    }

    private static String cell(JsonNode value) {
        return FormulaSafeText.of(text(value));
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isArray()) {
            return value.valueStream().map(CsvFile::element).collect(Collectors.joining(" "));
        }
        return value.isObject() ? value.toString() : value.asString();
    }

    private static String element(JsonNode value) {
        return value.isArray() ? value.toString() : text(value);
    }
}
