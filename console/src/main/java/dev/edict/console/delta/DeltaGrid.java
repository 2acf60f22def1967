package dev.edict.console.delta;

import dev.edict.decision.delta.AccessChange;
import dev.edict.decision.delta.AccessChange.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A delta as a picture: a cell for each application and resource with a change.
 *
 * @param resources the columns; those with the most changes if there are more than fit
 * @param rows the applications; those with the most changes if there are more than fit
 * @param isWhole whether all applications and resources with a change are there
 */
public record DeltaGrid(List<String> resources, List<Row> rows, boolean isWhole) {

    private static final int MOST_ROWS = 30;
    private static final int MOST_COLUMNS = 20;

    /** An application with a cell for each resource. */
    public record Row(String application, List<Cell> cells) {}

    /**
     * How one application's access to one resource changes.
     *
     * @param kind {@code gain}, {@code loss}, {@code hold}, {@code mixed} or {@code none}
     * @param text such as {@code +3 −1}; empty without a change
     */
    public record Cell(String kind, String text) {

        private static final Cell NONE = new Cell("none", "");

        private static Cell of(Map<Kind, Long> counts) {
            var gained = count(counts, Kind.ADDED, Kind.WIDENED);
            var lost = count(counts, Kind.REMOVED, Kind.NARROWED);
            var held = count(counts, Kind.ON_HOLD, Kind.HOLD_CHANGED, Kind.HOLD_LIFTED);
            var text = new StringJoiner(" ");
            add(text, "+", gained);
            add(text, "\u2212", lost);
            add(text, "\u2016", held);
            return new Cell(kind(gained, lost, held), text.toString());
        }

        private static String kind(long gained, long lost, long held) {
            if (gained > 0 && lost == 0 && held == 0) {
                return "gain";
            }
            if (lost > 0 && gained == 0 && held == 0) {
                return "loss";
            }
            return gained == 0 && lost == 0 ? "hold" : "mixed";
        }

        private static long count(Map<Kind, Long> counts, Kind... kinds) {
            var sum = 0L;
            for (var kind : kinds) {
                sum += counts.getOrDefault(kind, 0L);
            }
            return sum;
        }

        private static void add(StringJoiner text, String sign, long count) {
            if (count > 0) {
                text.add(sign + count);
            }
        }
    }

    /** The picture of these changes. */
    public static DeltaGrid of(List<AccessChange> changes) {
        var counts = new TreeMap<String, Map<String, Map<Kind, Long>>>();
        for (var change : changes) {
            counts.computeIfAbsent(change.application(), application -> new TreeMap<>())
                    .computeIfAbsent(change.resource(), resource -> new LinkedHashMap<>())
                    .merge(change.kind(), 1L, Long::sum);
        }
        var applications = most(changes, AccessChange::application, MOST_ROWS);
        var resources = most(changes, AccessChange::resource, MOST_COLUMNS);
        var rows = applications.stream()
                .map(application -> row(application, resources, counts.getOrDefault(application, Map.of())))
                .toList();
        var isWhole = rows.size() == counts.size()
                && counts.values().stream().allMatch(cells -> resources.containsAll(cells.keySet()));
        return new DeltaGrid(resources, rows, isWhole);
    }

    private static Row row(String application, List<String> resources, Map<String, Map<Kind, Long>> counts) {
        return new Row(
                application,
                resources.stream()
                        .map(resource -> counts.containsKey(resource)
                                ? Cell.of(counts.getOrDefault(resource, Map.of()))
                                : Cell.NONE)
                        .toList());
    }

    /** Those with the most changes, by name. */
    private static List<String> most(List<AccessChange> changes, Function<AccessChange, String> name, int most) {
        return changes.stream()
                .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
