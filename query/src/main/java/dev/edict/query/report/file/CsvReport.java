package dev.edict.query.report.file;

import dev.edict.query.FormulaSafeText;
import dev.edict.query.report.content.ReportCompleteness;
import dev.edict.query.report.content.ReportHeader;
import dev.edict.query.report.content.ReportedChange;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** The changes of a report as a CSV file (RFC 4180), one row each. */
final class CsvReport implements ReportFile {

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private static final Map<String, Function<ReportedChange, @Nullable Object>> COLUMNS = columns();

    private final SequenceWriter rows;

    CsvReport(OutputStream out) {
        var schema = CsvSchema.builder().setLineSeparator("\r\n");
        COLUMNS.keySet().forEach(schema::addColumn);
        this.rows = CSV.writer(schema.build()).writeValues(out);
    }

    private static Map<String, Function<ReportedChange, @Nullable Object>> columns() {
        var columns = new LinkedHashMap<String, Function<ReportedChange, @Nullable Object>>();
        columns.put("index", ReportedChange::index);
        columns.put("event_id", ReportedChange::eventId);
        columns.put("recorded_at", ReportedChange::recordedAt);
        columns.put("occurred_at", ReportedChange::occurredAt);
        columns.put("event", ReportedChange::event);
        columns.put("revision", ReportedChange::revision);
        columns.put("zone_id", ReportedChange::zoneId);
        columns.put("actor", ReportedChange::actor);
        columns.put("on_behalf_of", ReportedChange::onBehalfOf);
        columns.put("via_operator", ReportedChange::viaOperator);
        columns.put("imported", ReportedChange::imported);
        columns.put("request_id", ReportedChange::requestId);
        columns.put("reason", ReportedChange::reason);
        columns.put("evidence", change -> RowTexts.evidence(change.evidence()));
        columns.put("preview_digest", ReportedChange::previewDigest);
        columns.put("exception", ReportedChange::exception);
        columns.put("details", ReportedChange::details);
        return columns;
    }

    @Override
    public void begin(ReportHeader header) {
        // as a row, because the library writes its header line with the first row only
        rows.write(List.copyOf(COLUMNS.keySet()));
    }

    /** Sections of other rows have other columns, and are not part of the file. */
    @Override
    public <R> void section(Section<R> section, Rows<R> all) {
        if (section.equals(Section.CHANGES)) {
            all.forEach(row -> rows.write(cells((ReportedChange) row)));
        }
    }

    private static List<String> cells(ReportedChange change) {
        return COLUMNS.values().stream()
                .map(value -> FormulaSafeText.of(Objects.toString(value.apply(change), "")))
                .toList();
    }

    @Override
    public void end(ReportCompleteness completeness) {
        rows.flush();
    }
}
