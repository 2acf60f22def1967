package dev.edict.audit.ingest;

import dev.edict.command.secret.AuditKey;
import java.util.List;

/** The keys by which events may be signed: the current one, and during a rotation the one before. */
@FunctionalInterface
interface IngestKeys {

    /** Read at each use, because a file may be replaced; empty if events are not to be taken. */
    List<AuditKey> current();
}
