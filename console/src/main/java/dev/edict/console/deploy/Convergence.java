package dev.edict.console.deploy;

import dev.edict.fleet.propagation.DecisionPoint;
import dev.edict.fleet.propagation.Propagation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The curve of how many decision points had loaded an activation at which time since its commit, as a picture. */
final class Convergence {

    static final int WIDTH = 240;
    static final int HEIGHT = 40;

    private Convergence() {}

    /** The points of the curve in a box of {@value #WIDTH} by {@value #HEIGHT}; empty before the first has loaded it. */
    static Optional<String> curve(Propagation propagation) {
        var committed = propagation.committedAt();
        if (committed == null || propagation.expected() == 0) {
            return Optional.empty();
        }
        var millis = propagation.decisionPoints().stream()
                .filter(DecisionPoint::expected)
                .map(DecisionPoint::settledAt)
                .filter(Objects::nonNull)
                .map(at -> Math.max(0, since(committed, at)))
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        var longest = Math.max(1, millis.get(millis.size() - 1));
        var steps = IntStream.range(0, millis.size()).mapToObj(n -> {
            var x = WIDTH * (double) millis.get(n) / longest;
            return point(x, n, propagation.expected()) + " " + point(x, n + 1, propagation.expected());
        });
        return Optional.of("0,%d ".formatted(HEIGHT) + steps.collect(Collectors.joining(" ")));
    }

    private static long since(Instant committed, Instant at) {
        return Duration.between(committed, at).toMillis();
    }

    private static String point(double x, int loaded, int expected) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, HEIGHT * (1 - (double) loaded / expected));
    }
}
