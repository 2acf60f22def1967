package dev.edict.query.trail;

import dev.edict.query.FormulaSafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Writes all entries that match a filter, the oldest first, page by page, so that no statement and no heap grows. */
@Component
class TimelineExport {

    private static final int PAGE = 5_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private record Column(String name, Function<TimelineEntry, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("sequence", TimelineEntry::sequence),
            new Column("recorded_at", TimelineEntry::recordedAt),
            new Column("occurred_at", TimelineEntry::occurredAt),
            new Column("zone_id", TimelineEntry::zoneId),
            new Column("event", TimelineEntry::event),
            new Column("summary", TimelineEntry::summary),
            new Column("reason", TimelineEntry::reason),
            new Column("reason_note_id", TimelineEntry::reasonNoteId),
            new Column("actor", TimelineEntry::actor),
            new Column("on_behalf_of", TimelineEntry::onBehalfOf),
            new Column("on_behalf_of_note_id", TimelineEntry::onBehalfOfNoteId),
            new Column("via_operator", TimelineEntry::viaOperator),
            new Column("activation_seq", TimelineEntry::activationSeq),
            new Column("policy_id", TimelineEntry::policyId),
            new Column("policy_version_id", TimelineEntry::policyVersionId),
            new Column("policy_set_id", TimelineEntry::policySetId),
            new Column("policy_set_name", TimelineEntry::policySetName),
            new Column("policy_set_version_id", TimelineEntry::policySetVersionId),
            new Column("version", TimelineEntry::version),
            new Column("previous_version_id", TimelineEntry::previousVersionId),
            new Column("governing_version_id", TimelineEntry::governingVersionId),
            new Column("simulation_id", TimelineEntry::simulationId),
            new Column("request_id", TimelineEntry::requestId),
            new Column("correlation_id", TimelineEntry::correlationId),
            new Column("event_id", TimelineEntry::eventId));

    private final TimelineEntries entries;

    TimelineExport(TimelineEntries entries) {
        this.entries = entries;
    }

    /** @param zoneId null for all zones */
    void write(@Nullable String zoneId, TimelineFile file, OutputStream out) throws IOException {
        try (var lines = writer(file.format(), out)) {
            var after = Long.MIN_VALUE;
            var hasEntries = false;
            while (true) {
                var page = entries.readAlone(zoneId, TimelineRequest.after(after, PAGE, file.filter()));
                page.entries().forEach(entry -> lines.write(row(file.format(), entry)));
                lines.flush();
                var found = page.entries().size();
                hasEntries |= found > 0;
                if (found < PAGE && page.examinedUpTo() == null) {
                    if (hasEntries && file.format() == TimelineFile.Format.NDJSON) {
                        out.write('\n');
                    }
                    return;
                }
                after = found == PAGE
                        ? page.entries().get(PAGE - 1).sequence()
                        : Objects.requireNonNull(page.examinedUpTo());
            }
        }
    }

    private static SequenceWriter writer(TimelineFile.Format format, OutputStream out) {
        if (format == TimelineFile.Format.NDJSON) {
            return JSON.writer().withRootValueSeparator("\n").writeValues(out);
        }
        var schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        COLUMNS.forEach(column -> schema.addColumn(column.name()));
        return CSV.writer(schema.build()).writeValues(out);
    }

    private static Object row(TimelineFile.Format format, TimelineEntry entry) {
        return format == TimelineFile.Format.CSV ? cells(entry) : members(entry);
    }

    private static List<String> cells(TimelineEntry entry) {
        return COLUMNS.stream()
                .map(column ->
                        FormulaSafeText.of(Objects.toString(column.value().apply(entry), "")))
                .toList();
    }

    private static Map<String, @Nullable Object> members(TimelineEntry entry) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        COLUMNS.forEach(column -> members.put(column.name(), column.value().apply(entry)));
        return members;
    }
}
