package dev.edict.command.api.settings;

import java.util.Locale;

/** What a zone does with the activation of a version that lacks evidence, from lax to strict. */
public enum EvidenceSetting {
    /** None is asked for. */
    NONE,
    /** The activation records what is missing and goes on. */
    WARN,
    /** The activation is refused. */
    REQUIRED;

    /** The word in events and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The setting with this word. */
    public static EvidenceSetting of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether it refuses less. */
    public boolean isLaxerThan(EvidenceSetting other) {
        return compareTo(other) < 0;
    }
}
