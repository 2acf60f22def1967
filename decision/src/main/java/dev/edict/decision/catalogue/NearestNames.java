package dev.edict.decision.catalogue;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds the name that somebody probably meant. It gives up after a number of comparisons, so that a document full of
 * unknown names takes no longer than one with a few.
 */
public final class NearestNames {

    private static final int MOST_COMPARISONS = 200_000;

    /** Of the part of a name that differs; a longer one is compared as far as this. */
    private static final int LONGEST_COMPARED = 128;

    private static final int FARTHEST = 8;
    private static final String SEPARATORS = ":/";

    private final NameDistance distance;
    private int comparisons;

    /** Compares names by a distance. */
    public NearestNames(NameDistance distance) {
        this.distance = distance;
    }

    /**
     * The first of the nearest names, if it is near enough: a third may differ of what is left without the segments that
     * both begin with.
     */
    public Optional<String> of(String name, Collection<String> known) {
        String nearest = null;
        int least = FARTHEST + 1;
        for (var candidate : known) {
            if (least == 1 || comparisons > MOST_COMPARISONS) {
                break;
            }
            if (Math.abs(candidate.length() - name.length()) >= least) {
                continue;
            }
            comparisons++;
            int shared = sharedSegments(name, candidate);
            int most = Math.min(least - 1, (Math.min(name.length() - shared, LONGEST_COMPARED) + 2) / 3);
            int apart = distance.between(compared(name, shared), compared(candidate, shared), most);
            if (apart >= 0) {
                nearest = candidate;
                least = apart;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The length of the common beginning up to its last separator. */
    private static int sharedSegments(String one, String other) {
        int shared = 0;
        for (int at = 0; at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at); at++) {
            if (SEPARATORS.indexOf(one.charAt(at)) >= 0) {
                shared = at + 1;
            }
        }
        return shared;
    }

    private static String compared(String name, int from) {
        return name.substring(from, Math.min(name.length(), from + LONGEST_COMPARED));
    }
}
