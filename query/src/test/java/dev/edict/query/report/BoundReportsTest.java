package dev.edict.query.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Few reports are made at a time, so that questions have connections left. */
@Tag("servers")
class BoundReportsTest {

    private final Tables tables = new Tables();
    private final ReportReader reports = new ReportReader(tables.database());
    private final ReportRequest asked = ReportText.request("CSV", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");

    @Test
    void a_third_report_is_refused_until_one_of_two_is_made() throws Exception {
        var log = new WrittenLog(tables, Instant.parse("2026-01-01T00:00:00Z"));
        log.registered("Shop");
        log.at("2026-02-01T00:00:00Z").ofZone("zone.changed", Map.of("name", "x"));
        var begun = new CountDownLatch(ReportReader.MOST_AT_A_TIME);
        var goOn = new CountDownLatch(1);
        var makers = Executors.newFixedThreadPool(ReportReader.MOST_AT_A_TIME);
        try {
            var made = IntStream.range(0, ReportReader.MOST_AT_A_TIME)
                    .mapToObj(i -> makers.submit(() -> reports.write(WrittenLog.ZONE, asked, slow(begun, goOn))))
                    .toList();
            begun.await();
            assertThatThrownBy(() -> reports.write(WrittenLog.ZONE, asked, new ByteArrayOutputStream()))
                    .isInstanceOfSatisfying(
                            QueryRejection.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo("too_many_reports"));
            goOn.countDown();
            for (var report : made) {
                report.get();
            }
            var out = new ByteArrayOutputStream();
            reports.write(WrittenLog.ZONE, asked, out);
            assertThat(out.size()).isPositive();
        } finally {
            makers.shutdownNow();
        }
    }

    private static OutputStream slow(CountDownLatch begun, CountDownLatch goOn) {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                begun.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
