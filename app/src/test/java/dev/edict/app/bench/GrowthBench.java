package dev.edict.app.bench;

import dev.edict.app.Edict;
import dev.edict.command.eventstore.SnapshotRebuilding;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each command costs in zones with a history of 10², 10⁴ and 10⁵, in turns and on the same embedded PostgreSQL
 * (fsync on); then the first command of a node in a zone with a million activations. Prints tables in Markdown, and ends
 * with 1 if a median grows by more than half, a rollback costs more than two activations, or the first command more than
 * half a second.
 */
final class GrowthBench {

    private static final List<Integer> LENGTHS = List.of(100, 10_000, 100_000);
    private static final int LONGEST = 1_000_000;
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 100;
    private static final double MOST_GROWTH = 1.5;
    private static final double ROLLBACK_OF_ACTIVATION = 2;
    private static final double LONGEST_FIRST_MILLIS = 500;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;

    /** Without the bounds of a pool: a history comes in few statements. */
    private final JdbcClient unhurried;

    private final List<String> broken = new ArrayList<>();
    private final Map<String, Double> longest = new LinkedHashMap<>();

    private GrowthBench(Edict edict) {
        this.edict = edict;
        this.unhurried = JdbcClient.create(unhurried(edict));
    }

    private static DataSource unhurried(Edict edict) {
        try (var connection = edict.database().getConnection()) {
            var source = new PGSimpleDataSource();
            source.setUrl(connection.getMetaData().getURL().replaceFirst("\\?.*", "?user=postgres"));
            source.setOptions(GrownHistory.OPTIONS);
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) {
        int failures;
        try (var edict = new Edict()) {
            var bench = new GrowthBench(edict);
            bench.commands();
            bench.firstCommand();
            bench.broken.forEach(what -> OUT.println("BROKEN: " + what));
            failures = bench.broken.size();
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private void commands() {
        var zones = withoutTimeline(() -> LENGTHS.stream()
                .map(length -> GrownZone.of(length, command -> send(edict, command), unhurried))
                .map(GrownZone::commands)
                .toList());
        OUT.println("| median ms, history of | 100 | 10,000 | 100,000 | growth |");
        OUT.println("|---|--:|--:|--:|--:|");
        zones.get(0)
                .keySet()
                .forEach(kind -> measure(
                        kind, zones.stream().map(commands -> commands.get(kind)).toList()));
        var rollback = longest.getOrDefault("roll back", 0.0) / longest.getOrDefault("activate", 1.0);
        OUT.printf(Locale.ROOT, "%na rollback at 100,000 activations: %.2f activations%n", rollback);
        if (rollback > ROLLBACK_OF_ACTIVATION) {
            broken.add("a rollback costs %.2f activations".formatted(rollback));
        }
    }

    private void measure(String kind, List<Supplier<Object>> commands) {
        var times =
                commands.stream().map(command -> new Histogram(60_000_000, 3)).toList();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int n = 0; n < commands.size(); n++) {
                var next = commands.get(n).get();
                var began = System.nanoTime();
                send(edict, next);
                if (round >= 0) {
                    times.get(n).recordValue((System.nanoTime() - began) / 1_000);
                }
            }
        }
        var medians =
                times.stream().map(time -> time.getValueAtPercentile(50) / 1e3).toList();
        var growth = Math.max(medians.get(1), medians.get(2)) / medians.get(0);
        longest.put(kind, medians.get(2));
        OUT.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                kind,
                medians.get(0),
                medians.get(1),
                medians.get(2),
                growth);
        if (growth > MOST_GROWTH) {
            broken.add("%s grows by %.2f".formatted(kind, growth));
        }
    }

    private void firstCommand() {
        var zone = withoutTimeline(() -> GrownZone.activated(LONGEST, command -> send(edict, command), unhurried));
        var began = System.nanoTime();
        send(edict, zone.activation());
        OUT.printf(
                Locale.ROOT, "%nsnapshot of 1,000,000 activations made in %.1f s%n", (System.nanoTime() - began) / 1e9);
        try (var restarted = edict.another(Map.of())) {
            var next = zone.activation();
            began = System.nanoTime();
            send(restarted, next);
            var millis = (System.nanoTime() - began) / 1e6;
            OUT.printf(Locale.ROOT, "first command of another node: %.0f ms%n", millis);
            if (millis > LONGEST_FIRST_MILLIS) {
                broken.add("the first command took %.0f ms".formatted(millis));
            }
        }
    }

    /** The timeline goes on after the history, which it would tell beside the commands for a long time. */
    private <T> T withoutTimeline(Supplier<T> history) {
        var timeline = edict.bean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor("timeline", StreamingEventProcessor.class)
                .orElseThrow();
        timeline.shutDown();
        var grown = history.get();
        unhurried.sql("vacuum analyze").update();
        unhurried.sql("checkpoint").update();
        timeline.resetTokens(StreamableMessageSource::createHeadToken);
        timeline.start();
        return grown;
    }

    /** Waits for the snapshot of a stream that was not lived through. */
    private static void send(Edict node, Object command) {
        var gateway = node.bean(CommandGateway.class);
        while (true) {
            try {
                gateway.sendAndWait(
                        new GenericCommandMessage<>(command, Map.of("actor", "bench", "requestId", "bench")));
                return;
            } catch (SnapshotRebuilding soon) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
