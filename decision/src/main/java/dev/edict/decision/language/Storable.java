package dev.edict.decision.language;

import java.util.OptionalInt;

/** Accepts characters that UTF-8 and PostgreSQL can store: no U+0000 and no unpaired surrogate. */
final class Storable {
    private Storable() {}

    static OptionalInt firstUnstorable(String content) {
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            if (Character.isHighSurrogate(c)
                    && at + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(at + 1))) {
                at++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }
}
