package dev.edict.query.report;

import dev.edict.query.report.file.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes reports of the zone of {@link WrittenLog}; as a program of its own too. */
final class ReportText {

    private ReportText() {}

    static String of(DataSource database, String format, String from, String to) {
        var out = new ByteArrayOutputStream();
        new ReportReader(database).write(WrittenLog.ZONE, request(format, from, to), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static JsonNode json(DataSource database, String from, String to) {
        return JsonMapper.shared().readTree(of(database, "JSON", from, to));
    }

    static ReportRequest request(String format, String from, String to) {
        return new ReportRequest(OffsetDateTime.parse(from), OffsetDateTime.parse(to), ReportFormat.valueOf(format));
    }

    /** Writes a report into a file, in another process: URL, format, from, to, file. */
    public static void main(String[] arguments) throws IOException {
        var database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setUser("postgres");
        var started = System.nanoTime();
        try (var out = new FileOutputStream(arguments[4])) {
            new ReportReader(database).write(WrittenLog.ZONE, request(arguments[1], arguments[2], arguments[3]), out);
        }
        var processor = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " " + processor.toMillis());
    }

    /** How long a report took, and how much of the processor's time its process. */
    record Took(long millis, long processorMillis) {}

    /** Runs {@link #main} in another JVM with these options. */
    static Took inAnotherProcess(String options, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReportText.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(told);
        }
        var numbers = told.lines().reduce((first, last) -> last).orElseThrow().split(" ", 2);
        return new Took(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
}
