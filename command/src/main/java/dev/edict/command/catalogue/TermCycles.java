package dev.edict.command.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds terms whose replacements lead back to themselves. */
final class TermCycles {

    private static final int MOST_SHOWN = 10;

    private final Map<String, String> replacements;

    TermCycles(Map<String, String> replacements) {
        this.replacements = replacements;
    }

    /** The terms of a cycle in their order, without the first once more; empty if there is none. */
    Optional<List<String>> first() {
        var clear = new HashSet<String>();
        for (var start : replacements.keySet()) {
            var path = new LinkedHashSet<String>();
            var term = start;
            while (term != null && !clear.contains(term)) {
                if (!path.add(term)) {
                    var steps = new ArrayList<>(path);
                    return Optional.of(steps.subList(steps.indexOf(term), steps.size()));
                }
                term = replacements.get(term);
            }
            clear.addAll(path);
        }
        return Optional.empty();
    }

    /** Such as {@code a → b → a}; a long cycle is cut. */
    static String shown(List<String> cycle) {
        var steps =
                cycle.stream().limit(MOST_SHOWN).map(InvalidCatalogue::shown).collect(Collectors.joining(" → "));
        return "%s → %s%s"
                .formatted(steps, cycle.size() > MOST_SHOWN ? "… → " : "", InvalidCatalogue.shown(cycle.get(0)));
    }
}
