package dev.edict.query.report.file;

import java.io.OutputStream;
import java.util.Locale;
import org.springframework.http.MediaType;

/** The formats of a report. */
public enum ReportFormat {
    JSON("application/json"),
    HTML("text/html;charset=UTF-8"),
    CSV("text/csv;charset=UTF-8");

    /** The content security policy of a report: it runs and loads nothing. */
    public static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /** The word in a request and the extension of a file. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A file in this format, whose bytes go to a stream. */
    public ReportFile to(OutputStream out) {
        return switch (this) {
            case JSON -> new JsonReport(out);
            case HTML -> new HtmlReport(out);
            case CSV -> new CsvReport(out);
        };
    }
}
