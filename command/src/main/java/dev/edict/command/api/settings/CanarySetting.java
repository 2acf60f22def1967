package dev.edict.command.api.settings;

import java.util.Locale;

/** What a zone does with canaries that would fail under a version that is activated, from lax to strict. */
public enum CanarySetting {
    /** They are not evaluated. */
    OFF,
    /** The activation records them and goes on. */
    WARN,
    /** The activation is refused. */
    REQUIRED;

    /** The word in events and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The setting with this word. */
    public static CanarySetting of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether it refuses less. */
    public boolean isLaxerThan(CanarySetting other) {
        return compareTo(other) < 0;
    }
}
