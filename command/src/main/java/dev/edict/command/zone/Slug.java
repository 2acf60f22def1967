package dev.edict.command.zone;

import dev.edict.command.zone.directory.KnownZones;
import java.util.Locale;

/** The short name of a zone, by default derived from its name (contract §1.5). */
final class Slug {

    private static final String FALLBACK = "zone";

    private Slug() {}

    /** Derives the slug from the name, with a number if the name alone is taken. */
    static String of(String zoneName, KnownZones zones, SlugNumbers numbers) {
        var hyphenated = zoneName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var trimmed = hyphenated.replaceAll("^-|-$", "");
        var slug = trimmed.isEmpty() ? FALLBACK : trimmed;
        return zones.isSlugTaken(slug) ? slug + "-" + numbers.next(slug) : slug;
    }
}
