package dev.edict.bridge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What readers of the stream should have heard: each change of a zone, and where it first comes in the zone's order.
 * {@code 1 2 3 2} is right, {@code 1 3 2} is not.
 */
final class Arrivals {

    private Arrivals() {}

    /**
     * Compares dispatch ids that tell zone and number, as in {@code z1:2}.
     *
     * @param changes in the order of each zone
     * @param heard in the order of the stream
     */
    static List<String> faults(List<String> changes, List<String> heard) {
        var faults = new ArrayList<String>();
        changes.stream()
                .filter(change -> !heard.contains(change))
                .forEach(change -> faults.add(change + " is missing"));
        var zones = heard.stream()
                .distinct()
                .filter(changes::contains)
                .collect(groupingBy(Arrivals::zone, LinkedHashMap::new, toList()));
        zones.values().forEach(first -> {
            for (var n = 1; n < first.size(); n++) {
                if (changes.indexOf(first.get(n)) < changes.indexOf(first.get(n - 1))) {
                    faults.add(first.get(n) + " comes after " + first.get(n - 1));
                }
            }
        });
        return faults;
    }

    private static String zone(String change) {
        return change.substring(0, change.indexOf(':'));
    }
}
