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

    /** Whether it is not as it was when it was created. */
    boolean isChanged() {
        return !operatorCoauthorBadge
                || operatorGoverned
                || updated.by() != null
                || !updated.at().equals(created.at());
    }

    /** Archiving has no author of its own: one is named only if archiving was the last change. */
    @Nullable
    Stamp archived() {
        if (archivedAt == null) {
            return null;
        }
        return archivedAt.equals(updated.at()) ? updated : new Stamp(archivedAt, null, false);
    }
}
