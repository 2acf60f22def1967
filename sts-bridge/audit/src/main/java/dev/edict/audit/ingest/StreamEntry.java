package dev.edict.audit.ingest;

import java.util.Map;

/** An entry of the stream (contract §4.1), with the id that Redis gave it. */
record StreamEntry(String id, Map<String, String> fields) {

    /** Without the fields, which do not belong in a log. */
    @Override
    public String toString() {
        return "StreamEntry[" + id + "]";
    }
}
