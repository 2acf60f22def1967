package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edict report} against a server that answers as told. */
class GetReportTest {

    private static final String REPORT =
            "GET /v1/zones/z1/report?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&format=";
    private static final String HTML = "<!DOCTYPE html>\n<title>Zürich</title>\n";
    private static final int OVER_THE_BOUND_OF_ANSWERS = 20 * 1024 * 1024;

    private final EdictStub stub = ZoneRun.stub().on(REPORT + "html", HTML);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_report_is_printed_as_it_came() throws IOException {
        var ran = report();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(HTML);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_report_is_written_into_a_file_of_any_size() throws IOException {
        var large = "x".repeat(OVER_THE_BOUND_OF_ANSWERS);
        stub.on(REPORT + "csv", large);
        var file = folder.resolve("reports/year.csv");
        assertThat(report("--format", "csv", "--output", file).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(file)).isEqualTo(large);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void an_instant_is_passed_on_with_its_offset() throws IOException {
        stub.on("GET /v1/zones/z1/report?from=2026-01-01T00:00:00%2B01:00&to=2027-01-01T00:00:00Z&format=json", "{}");
        assertThat(ZoneRun.run(
                                new Report(),
                                stub,
                                folder,
                                "--from",
                                "2026-01-01T00:00:00+01:00",
                                "--to",
                                "2027-01-01",
                                "--format",
                                "json")
                        .out())
                .isEqualTo("{}");
    }

    @Test
    void a_refused_report_leaves_the_earlier_file_as_it_was() throws IOException {
        stub.on(REPORT + "html", Answer.error(400, "instant_in_future"));
        var file = Files.writeString(folder.resolve("year.html"), "earlier");
        var ran = report("--output", file);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("instant_in_future");
        assertThat(file).hasContent("earlier");
    }

    @Test
    void a_report_that_cannot_be_made_now_is_asked_for_again() throws IOException {
        stub.on(
                REPORT + "html",
                Answer.error(429, "too_many_reports").with("Retry-After", "0"),
                new Answer(200, HTML, Map.of()));
        assertThat(report().out()).isEqualTo(HTML);
    }

    @Test
    void a_period_has_a_beginning_and_an_end() throws IOException {
        var ran = ZoneRun.run(new Report(), stub, folder, "--from", "2026-01-01");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains("--to");
    }

    private Ran report(Object... options) throws IOException {
        return ZoneRun.run(
                new Report(),
                stub,
                folder,
                Stream.concat(Stream.of("--from", "2026-01-01", "--to", "2027-01-01"), Stream.of(options))
                        .toArray());
    }
}
