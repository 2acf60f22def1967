package dev.edict.app.bench;

import dev.edict.app.Edict;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What questions about the past cost in a log of ten million events. Prints tables in Markdown. */
final class PastBench {

    private static final long EVENTS = Long.getLong("edict.bench.events", 10_000_000);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;
    private final JdbcClient unhurried;
    private final List<String> broken = new ArrayList<>();

    private PastBench(Edict edict, Connection connection) {
        this.edict = edict;
        this.unhurried = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    public static void main(String[] arguments) throws SQLException {
        int failures;
        try (var edict = new Edict();
                var connection = unhurried(edict)) {
            var bench = new PastBench(edict, connection);
            bench.run();
            bench.broken.forEach(what -> OUT.println("BROKEN: " + what));
            failures = bench.broken.size();
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static Connection unhurried(Edict edict) throws SQLException {
        try (var connection = edict.database().getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("\\?.*", "?user=postgres");
            return DriverManager.getConnection(url + "&options=" + GrownHistory.OPTIONS.replace(" ", "%20"));
        }
    }

    private void run() {
        var timeline = edict.bean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor("timeline", StreamingEventProcessor.class)
                .orElseThrow();
        timeline.shutDown();
        var began = System.nanoTime();
        var events = LongLog.append(unhurried, EVENTS);
        OUT.printf(Locale.ROOT, "%,d events loaded in %.0f s%n", events, seconds(began));
        began = System.nanoTime();
        unhurried
                .sql("select sum(length(payload) + length(metadata)) from (select * from events.domain_event"
                        + " order by global_index) e")
                .query(Long.class)
                .single();
        OUT.printf(Locale.ROOT, "bare scan: %.1f s, %,.0f events/s%n", seconds(began), events / seconds(began));
        began = System.nanoTime();
        var outcome = edict.bean(ViewRebuild.class).run(View.ALL, true, new Watching());
        OUT.printf(
                Locale.ROOT,
                "rebuild with comparison and swap: %.0f s, %,.0f events/s, lock held %d ms%n",
                seconds(began),
                events / seconds(began),
                outcome.longestHold().toMillis());
        timeline.resetTokens(StreamableMessageSource::createHeadToken);
        timeline.start();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static final class Watching implements ViewRebuild.Watcher {

        private final long began = System.nanoTime();
        private long shown = began;

        @Override
        public void progressed(long done, long head) {
            if (System.nanoTime() - shown > 5_000_000_000L || done == head) {
                shown = System.nanoTime();
                OUT.printf(Locale.ROOT, "%,d of %,d, %,.0f/s%n", done, head, done / seconds(began));
            }
        }

        @Override
        public void compared(Comparison comparison) {
            OUT.printf(Locale.ROOT, "compared after %.0f s, equal: %s%n", seconds(began), comparison.equal());
        }
    }
}
