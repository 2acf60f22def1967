package dev.edict.command.zone;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The short name of a zone, derived from its name when none is given (contract §1.5). */
final class Slug {

    private static final String FALLBACK = "zone";

    private Slug() {}

    /**
     * The first of {@code name}, {@code name-2}, {@code name-3} … that is not taken; if numbers were left out, one that
     * follows a taken one. Looked for by halves, because a thousand zones may have one name.
     */
    static String of(String zoneName, Predicate<String> taken) {
        var hyphenated = zoneName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var trimmed = hyphenated.replaceAll("^-|-$", "");
        var base = trimmed.isEmpty() ? FALLBACK : trimmed;
        return taken.test(base) ? base + "-" + number(n -> taken.test(base + "-" + n)) : base;
    }

    private static int number(IntPredicate taken) {
        int lastTaken = 1;
        int free = 2;
        while (taken.test(free)) {
            lastTaken = free;
            free *= 2;
        }
        while (free - lastTaken > 1) {
            int between = lastTaken + (free - lastTaken) / 2;
            if (taken.test(between)) {
                lastTaken = between;
            } else {
                free = between;
            }
        }
        return free;
    }
}
