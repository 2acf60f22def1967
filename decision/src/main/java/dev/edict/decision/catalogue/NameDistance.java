package dev.edict.decision.catalogue;

/** How far two names are apart, in insertions, deletions, replacements and swaps of neighbouring characters. */
@FunctionalInterface
public interface NameDistance {

    /** The distance of two names; -1 if it is more than {@code most}. */
    int between(CharSequence one, CharSequence other, int most);
}
