package dev.edict.decisionpoint.audit;

/**
 * An event as it is spilled and sent: written and signed once.
 *
 * @param signature lowercase hex over the bytes of {@code data} (contract §4.3)
 * @param data the event's JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and never compared
record SignedEntry(String id, String signature, byte[] data) {

    private static final int OVERHEAD = 512;

    /** About what it takes in memory. */
    int weight() {
        return data.length + OVERHEAD;
    }

    /** Without the data, which is nobody's business in a log. */
    @Override
    public String toString() {
        return "SignedEntry[" + id + "]";
    }
}
