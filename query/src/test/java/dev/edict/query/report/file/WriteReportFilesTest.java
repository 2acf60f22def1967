package dev.edict.query.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.report.content.GoverningPeriod;
import dev.edict.query.report.content.ReportCompleteness;
import dev.edict.query.report.content.ReportHeader;
import dev.edict.query.report.content.ReportedChange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Reports as files that are safe to open. */
class WriteReportFilesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void html_shows_text_of_people_as_text() {
        var html = report(ReportFormat.HTML, "<script>alert(1)</script>", "\"'&\u0007\u202E");
        assertThat(html)
                .contains("Compliance report: &lt;script&gt;alert(1)&lt;/script&gt;", "&quot;&#39;&amp;\uFFFD")
                .doesNotContain("<script");
    }

    @Test
    void html_needs_nothing_else_and_runs_nothing() {
        assertThat(report(ReportFormat.HTML, "Shop", "why"))
                .startsWith("<!DOCTYPE html>")
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"", "<svg ", "@media print")
                .doesNotContainPattern("(?i)<(script|link|img|iframe|object)|https?:|url\\(|@import|\\son\\w+=");
    }

    @Test
    void html_says_what_the_report_does_not_prove() {
        assertThat(report(ReportFormat.HTML, "Shop", "why")).contains("a claim of the server &amp; no ledger");
    }

    @Test
    void a_cell_of_csv_is_no_formula() {
        var csv = report(ReportFormat.CSV, "Shop", "=HYPERLINK(\"https://evil\")");
        assertThat(csv.lines().findFirst().orElseThrow()).startsWith("index,event_id,recorded_at,occurred_at,event");
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains("\"'=HYPERLINK(\"\"https://evil\"\")\"").endsWith("\r\n");
    }

    @Test
    void csv_of_no_changes_has_the_names_of_its_columns() {
        var out = new ByteArrayOutputStream();
        var file = ReportFormat.CSV.to(out);
        file.begin(header("Shop"));
        file.section(Section.CHANGES, row -> {});
        file.end(completeness());
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("index,event_id")
                .hasLineCount(1);
    }

    @Test
    void the_band_has_a_bounded_number_of_pieces_and_says_how_many_periods_are_too_short() {
        var band = new GoverningBand(header("Shop"));
        var step = (END.toEpochMilli() - START.toEpochMilli()) / 10_000;
        IntStream.range(0, 10_000).forEach(i -> band.add(period(i * step, (i + 1) * step, "v" + i)));
        assertThat(band.pieces()).isEqualTo(1);
        assertThat(band.merged()).isEqualTo(10_000);
        assertThat(band.svg()).contains("width=\"1000\"", "10000 too short to draw");
    }

    @Test
    void alternating_long_and_short_periods_are_the_most_pieces() {
        var band = new GoverningBand(header("Shop"));
        var step = (END.toEpochMilli() - START.toEpochMilli()) / 250;
        IntStream.range(0, 250).forEach(i -> {
            band.add(period(i * step, i * step + 1, "short"));
            band.add(period(i * step + 1, (i + 1) * step + 1, "long"));
        });
        assertThat(band.pieces()).isGreaterThan(100).isLessThanOrEqualTo(GoverningBand.MOST);
    }

    @Test
    void the_band_of_the_longest_period_fits() {
        var century =
                new ReportHeader("z1", "Shop", "1926-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 1, "e", "", null, null);
        var band = new GoverningBand(century);
        band.add(new GoverningPeriod(
                Instant.parse("1976-01-01T00:00:00Z"), START, "activated", 1L, 1L, "s", "s", "v", 1, "sha", "a"));
        assertThat(band.svg()).contains("<rect x=\"499\" y=\"0\" width=\"501\"");
    }

    private static GoverningPeriod period(long fromMillis, long untilMillis, String version) {
        return new GoverningPeriod(
                START.plusMillis(fromMillis),
                START.plusMillis(untilMillis),
                "activated",
                1L,
                1L,
                "s1",
                "payments",
                version,
                1,
                "sha",
                "admin:ci");
    }

    private static String report(ReportFormat format, String zoneName, @Nullable String reason) {
        var out = new ByteArrayOutputStream();
        var file = format.to(out);
        file.begin(header(zoneName));
        file.section(Section.GOVERNING, rows(List.of(period(0, 1_000_000_000_000L, "v1"))));
        file.section(Section.CHANGES, rows(List.of(change(reason))));
        file.end(completeness());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static <R> Rows<R> rows(List<R> rows) {
        return rows::forEach;
    }

    private static ReportHeader header(String zoneName) {
        return new ReportHeader(
                "z1", zoneName, START.toString(), END.toString(), 9, "e9", START.toString(), null, null);
    }

    private static ReportedChange change(@Nullable String reason) {
        return new ReportedChange(
                3,
                "e3",
                "2026-01-01T00:00:00.000000Z",
                "2026-01-01T00:00:00.000000Z",
                "zone.changed",
                "1",
                "z1",
                "admin:ci",
                null,
                false,
                false,
                null,
                reason,
                null,
                null,
                null,
                JsonMapper.shared().createObjectNode());
    }

    private static ReportCompleteness completeness() {
        return new ReportCompleteness(3L, 3L, 1, 1, 9, 9, true, "d", "This is a claim of the server & no ledger.");
    }
}
