package dev.edict.command.caracal;

import dev.edict.command.api.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code zones}. */
record SourceZone(
        String id,
        String name,
        String slug,
        boolean dcrEnabled,
        boolean operatorCoauthorBadge,
        boolean operatorGoverned,
        @Nullable String account,
        Stamp created,
        Stamp updated,
        @Nullable Instant archivedAt) {

    boolean isArchived() {
        return archivedAt != null;
    }

    /** Whether it was changed after its creation. */
    boolean isChanged() {
        return !operatorCoauthorBadge
                || operatorGoverned
                || updated.by() != null
                || !updated.at().equals(created.at());
    }

    /** Archiving records no author; the author is known only if archiving was the last change. */
    @Nullable
    Stamp archived() {
        if (archivedAt == null) {
            return null;
        }
        return archivedAt.equals(updated.at()) ? updated : new Stamp(archivedAt, null, false);
    }
}
