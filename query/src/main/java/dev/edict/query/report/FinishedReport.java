package dev.edict.query.report;

import dev.edict.query.QueryRejection;
import dev.edict.query.report.file.ReportFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A report in a temporary file. It is complete before its first byte is sent: a failure is an answer of its own, and a
 * slow client holds neither a connection nor a snapshot of the database.
 */
public final class FinishedReport {

    private final Path file;
    private final String name;
    private final ReportFormat format;

    private FinishedReport(Path file, String name, ReportFormat format) {
        this.file = file;
        this.name = name;
        this.format = format;
    }

    /**
     * Makes the report of a zone.
     *
     * @throws QueryRejection as {@link ReportReader#write} does
     */
    public static FinishedReport of(ReportReader reports, String zoneId, ReportRequest asked) throws IOException {
        var file = Files.createTempFile("edict-report-", ".tmp");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            reports.write(zoneId, asked, out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        var name = "report-%s.%s".formatted(zoneId, asked.format().code());
        return new FinishedReport(file, name, asked.format());
    }

    /** Sends the file, which is gone after that. */
    public ResponseEntity<Resource> answer() throws IOException {
        var attachment = ContentDisposition.attachment().filename(name).build();
        return ResponseEntity.ok()
                .contentType(format.mediaType())
                .contentLength(Files.size(file))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("Content-Security-Policy", ReportFormat.POLICY)
                .body(new InputStreamResource(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
    }
}
