package dev.edict.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** What some clients got done in a time, each sending its next command when the last is answered. */
final class Round {

    private static final long LONGEST_MICROS = 60_000_000;

    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private Duration length = Duration.ZERO;

    void add(List<? extends Activations> clients, List<Zone> zones, Duration time) throws Exception {
        var end = System.nanoTime() + time.toNanos();
        var pool = Executors.newFixedThreadPool(clients.size());
        try {
            var runs = new ArrayList<Future<Histogram>>();
            for (int i = 0; i < clients.size(); i++) {
                var client = clients.get(i);
                var zone = zones.get(i);
                runs.add(pool.submit(() -> run(client, zone, end)));
            }
            for (var run : runs) {
                latencies.add(run.get());
            }
        } finally {
            pool.shutdown();
        }
        length = length.plus(time);
    }

    private static Histogram run(Activations client, Zone zone, long end) throws Exception {
        var histogram = new Histogram(LONGEST_MICROS, 3);
        for (int n = 0; System.nanoTime() < end; n++) {
            var began = System.nanoTime();
            client.activate(zone.versionIds().get(n % zone.versionIds().size()));
            histogram.recordValue((System.nanoTime() - began) / 1_000);
        }
        return histogram;
    }

    double perSecond() {
        return latencies.getTotalCount() / (length.toMillis() / 1e3);
    }

    String millis(double percentile) {
        return String.format(Locale.ROOT, "%.1f", latencies.getValueAtPercentile(percentile) / 1e3);
    }
}
