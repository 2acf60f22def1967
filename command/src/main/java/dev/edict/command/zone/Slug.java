package dev.edict.command.zone;

import java.util.Locale;
import java.util.function.Predicate;

/** The short name of a zone, derived from its name when none is given (contract §1.5). */
final class Slug {

    private static final String FALLBACK = "zone";

    private Slug() {}

    /** The first of {@code name}, {@code name-2}, {@code name-3} … that is not taken. */
    static String of(String zoneName, Predicate<String> taken) {
        var hyphenated = zoneName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var trimmed = hyphenated.replaceAll("^-|-$", "");
        var base = trimmed.isEmpty() ? FALLBACK : trimmed;
        var slug = base;
        for (int n = 2; taken.test(slug); n++) {
            slug = base + "-" + n;
        }
        return slug;
    }
}
