package dev.edict.command.caracal;

import dev.edict.command.api.Stamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy or a policy set with its versions; an entity with many versions has several parts.
 *
 * @param binding null for a policy
 * @param first whether this is the first part
 * @param last whether this is the last part
 */
record SourceEntity(
        String id,
        String zoneId,
        String name,
        @Nullable String description,
        Stamp created,
        Stamp updated,
        @Nullable Instant archivedAt,
        @Nullable Binding binding,
        List<Version> versions,
        boolean first,
        boolean last) {

    SourceEntity {
        versions = List.copyOf(versions);
    }

    SourceEntity part(List<Version> some, boolean isFirst, boolean isLast) {
        return new SourceEntity(
                id, zoneId, name, description, created, updated, archivedAt, binding, some, isFirst, isLast);
    }

    /**
     * An immutable version.
     *
     * @param text the content, or the manifest
     * @param sha256 the hash that the row states
     */
    record Version(String id, int version, String text, String sha256, String schemaVersion, Stamp created) {}

    /** The active version of a set, and since when. */
    record Binding(@Nullable String activeVersionId, Instant updatedAt) {}

    boolean isArchived() {
        return archivedAt != null;
    }

    /** Archiving sets the head's last change, so that change names the author unless a later one replaced it. */
    @Nullable
    Stamp archived() {
        return archivedAt == null ? null : by(archivedAt);
    }

    /** The last change of the head; only the first and the last part carry it. */
    @Nullable
    Stamp updatedToTell() {
        return first || last ? updated : null;
    }

    /** The author of a change of the head at that time; unknown unless it is the last change. */
    Stamp by(Instant at) {
        return at.equals(updated.at()) ? updated : new Stamp(at, null, false);
    }

    @Nullable
    String activeVersionId() {
        return binding == null ? null : binding.activeVersionId();
    }
}
