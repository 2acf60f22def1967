package dev.edict.command.caracal;

import dev.edict.command.api.Stamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy or a policy set with its versions; of many versions a part.
 *
 * @param binding null for a policy
 * @param first whether no other part comes before
 * @param last whether no other part follows
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
     * @param sha256 what the row says the hash is
     */
    record Version(String id, int version, String text, String sha256, String schemaVersion, Stamp created) {}

    /** What is bound to a set, and since when. */
    record Binding(@Nullable String activeVersionId, Instant updatedAt) {}

    boolean isArchived() {
        return archivedAt != null;
    }

    /** Archiving stamps the head, so its last change names who did it unless something came after. */
    @Nullable
    Stamp archived() {
        return archivedAt == null ? null : by(archivedAt);
    }

    /** What the head says of its last change, for the first and the last part to tell. */
    @Nullable
    Stamp updatedToTell() {
        return first || last ? updated : null;
    }

    /** Who did what happened to the head at that time, as far as its last change tells. */
    Stamp by(Instant at) {
        return at.equals(updated.at()) ? updated : new Stamp(at, null, false);
    }

    @Nullable
    String activeVersionId() {
        return binding == null ? null : binding.activeVersionId();
    }
}
