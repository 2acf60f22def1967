package dev.edict.query.report.file;

import dev.edict.query.report.content.GoverningPeriod;
import dev.edict.query.report.content.ReportCompleteness;
import dev.edict.query.report.content.ReportHeader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as one HTML page, which needs nothing else and runs nothing. */
final class HtmlReport implements ReportFile {

    private static final String STYLE =
            """
            :root { color-scheme: light; }
            body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid #bbb; padding: .25rem .4rem; text-align: left; vertical-align: top;
              min-width: 6.5rem; overflow-wrap: anywhere; unicode-bidi: isolate; }
            thead th:first-child, tbody td:first-child { min-width: 3rem; }
            thead th:last-child { min-width: 18rem; }
            th { background: #eee; }
            svg { width: 100%; height: 2.5rem; display: block; print-color-adjust: exact;
              -webkit-print-color-adjust: exact; }
            rect { stroke: #fff; stroke-width: 1; vector-effect: non-scaling-stroke; }
            .nothing { fill: #b8b8b8; } .several { fill: #1a1a1a; }
            .v0 { fill: #0072b2; } .v1 { fill: #e69f00; } .v2 { fill: #009e73; }
            .v3 { fill: #cc79a7; } .v4 { fill: #56b4e9; } .v5 { fill: #d55e00; }
            @page { size: A4 landscape; margin: 12mm; }
            @media print { body { margin: 0; font-size: 9px; } thead { display: table-header-group; }
              tr { break-inside: avoid; } h2 { break-after: avoid; } }
            """;

    private final Writer out;
    private @Nullable ReportHeader header;

    HtmlReport(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void begin(ReportHeader begun) {
        this.header = begun;
        var title = HtmlText.of("Compliance report: " + begun.zoneName());
        write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\""
                + ReportFormat.POLICY + "\">\n<title>"
                + title + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>" + title
                + "</h1>\n<table>\n");
        fact("Zone", begun.zoneId());
        fact("From (inclusive)", begun.fromAt());
        fact("To (exclusive)", begun.toAt());
        fact(
                "The log had come to",
                "event %s (%s), recorded %s".formatted(begun.logIndex(), begun.logEventId(), begun.logRecordedAt()));
        fact("Latest report of a load", Objects.requireNonNullElse(begun.loadRecordedAt(), "none"));
        fact("Latest seal of decisions", begun.sealIndex() == null ? "none" : "event " + begun.sealIndex());
        write("</table>\n<p>All times are UTC. The period is by the time when the log took an event.</p>\n");
    }

    @Override
    public <R> void section(Section<R> section, Rows<R> rows) {
        write("<h2>%s</h2>\n<p>%s</p>\n".formatted(HtmlText.of(section.title()), HtmlText.of(section.explanation())));
        if (section.equals(Section.GOVERNING)) {
            draw(rows);
        }
        write("<table>\n<thead><tr>");
        section.columns().forEach(column -> write("<th scope=\"col\">" + HtmlText.of(column.title()) + "</th>"));
        write("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> row(section, row));
        write("</tbody>\n</table>\n");
    }

    private void draw(Rows<?> rows) {
        var band = new GoverningBand(Objects.requireNonNull(header));
        rows.forEach(row -> band.add((GoverningPeriod) row));
        write(band.svg());
        if (band.merged() > 0) {
            write("<p>%s periods are too short to draw; they are black above, and listed below.</p>\n"
                    .formatted(band.merged()));
        }
    }

    private <R> void row(Section<R> section, R row) {
        write("<tr>");
        section.columns()
                .forEach(column -> write(
                        "<td>" + HtmlText.of(Objects.toString(column.value().apply(row), "")) + "</td>"));
        write("</tr>\n");
    }

    @Override
    public void end(ReportCompleteness completeness) {
        write("<h2>Completeness</h2>\n<table>\n");
        fact(
                "Events considered",
                completeness.firstIndex() == null
                        ? "none"
                        : "%s, from %s to %s"
                                .formatted(completeness.events(), completeness.firstIndex(), completeness.lastIndex()));
        fact(
                "The whole log in the period",
                "%s events from %s to %s, %s"
                        .formatted(
                                completeness.logEvents(),
                                completeness.logFirstIndex(),
                                completeness.logLastIndex(),
                                completeness.gapless() ? "without a gap" : "WITH A GAP"));
        fact("SHA-256 of the events considered", completeness.digest());
        write("</table>\n<p>" + HtmlText.of(completeness.statement()) + "</p>\n</body>\n</html>\n");
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fact(String name, String value) {
        write("<tr><th scope=\"row\">" + HtmlText.of(name) + "</th><td>" + HtmlText.of(value) + "</td></tr>\n");
    }

    private void write(String html) {
        try {
            out.write(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
