package dev.edict.query.report.file;

import dev.edict.query.report.content.ComplianceReport;
import dev.edict.query.report.content.ReportCompleteness;
import dev.edict.query.report.content.ReportHeader;
import java.io.OutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** A report as JSON, in the form of {@link ComplianceReport}. */
final class JsonReport implements ReportFile {

    /** Of its own, so that no setting of the application changes a report. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Instant.class, new Microseconds()))
            .build();

    private final JsonGenerator json;

    JsonReport(OutputStream out) {
        this.json = JSON.createGenerator(out);
    }

    @Override
    public void begin(ReportHeader header) {
        json.writeStartObject();
        json.writeName("header");
        json.writePOJO(header);
    }

    @Override
    public <R> void section(Section<R> section, Rows<R> rows) {
        json.writeName(section.name());
        json.writeStartArray();
        rows.forEach(json::writePOJO);
        json.writeEndArray();
    }

    @Override
    public void end(ReportCompleteness completeness) {
        json.writeName("completeness");
        json.writePOJO(completeness);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private static final class Microseconds extends StdScalarSerializer<Instant> {

        Microseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(UtcTime.of(value));
        }
    }
}
