package dev.edict.bridge.redis;

import java.util.Comparator;

/**
 * The id of a stream entry.
 *
 * @param millis a time in milliseconds, unsigned
 * @param sequence a number within it, unsigned
 */
public record EntryId(long millis, long sequence) implements Comparable<EntryId> {

    private static final int MOST_DIGITS = 20;

    private static final Comparator<EntryId> ORDER = Comparator.comparing(EntryId::millis, Long::compareUnsigned)
            .thenComparing(EntryId::sequence, Long::compareUnsigned);

    /** Parses Redis' own form, and that of {@link #sortable}; throws {@link NumberFormatException} for others. */
    public static EntryId parse(String text) {
        var parts = text.split("-", 2);
        return new EntryId(Long.parseUnsignedLong(parts[0]), parts.length == 1 ? 0 : Long.parseUnsignedLong(parts[1]));
    }

    /** The form in which the text sorts as the id does. */
    public String sortable() {
        return padded(millis) + "-" + padded(sequence);
    }

    /** The lowest id after this one. */
    EntryId next() {
        return sequence == -1 ? new EntryId(millis + 1, 0) : new EntryId(millis, sequence + 1);
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    /** Redis' own form. */
    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }

    private static String padded(long number) {
        var digits = Long.toUnsignedString(number);
        return "0".repeat(MOST_DIGITS - digits.length()) + digits;
    }
}
