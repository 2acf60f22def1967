package dev.edict.replica.redis;

/** The id of a stream's entry: milliseconds and a number, both unsigned. */
record EntryId(long millis, long number) implements Comparable<EntryId> {

    /** Before every entry. */
    static final EntryId NONE = new EntryId(0, 0);

    static EntryId parse(String id) {
        var dash = id.indexOf('-');
        return new EntryId(Long.parseUnsignedLong(id, 0, dash, 10), Long.parseUnsignedLong(id.substring(dash + 1)));
    }

    @Override
    public int compareTo(EntryId other) {
        var byTime = Long.compareUnsigned(millis, other.millis);
        return byTime != 0 ? byTime : Long.compareUnsigned(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(number);
    }
}
