package dev.edict.command.eventstore;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.NoteReference;
import dev.edict.command.api.Stamp;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Lets an aggregate apply imported events, with their original time and author, marked as imported. An instance serves
 * one command and stores one note per author.
 */
public final class ImportedEvents {

    private final Notes notes;
    private final Map<String, NoteReference> authors = new HashMap<>();
    private @Nullable Stamp shown;
    private boolean begun;

    public ImportedEvents(Notes notes) {
        this.notes = notes;
    }

    /** Whether these events create the aggregate. */
    public boolean hasBegun() {
        return begun;
    }

    /** Applies the event that creates the aggregate, which then has no author of a last change. */
    public void begin(DomainEvent event, Stamp stamp) {
        apply(event, stamp);
        shown = new Stamp(stamp.at(), null, false);
        begun = true;
    }

    /** Applies an event that counts as the last change of the aggregate, unless a later one does. */
    public void change(DomainEvent event, Stamp stamp) {
        apply(event, stamp);
        if (shown == null || !stamp.at().isBefore(shown.at())) {
            shown = stamp.by() == null ? new Stamp(stamp.at(), Attribution.IMPORTER, stamp.viaOperator()) : stamp;
        }
    }

    /** Applies an event that does not count as a change. */
    public void apply(DomainEvent event, Stamp stamp) {
        apply(event, stamp, Map.of());
    }

    /** Applies an event that does not count as a change, with additional metadata. */
    public void apply(DomainEvent event, Stamp stamp, Map<String, String> more) {
        EventClock.at(
                stamp.at(),
                () -> AggregateLifecycle.apply(event, metadata(stamp).mergedWith(more)));
    }

    /** Whether this is the last change of the aggregate; also true if no event was applied. */
    public boolean shows(Stamp updated) {
        return shown == null || shown.equals(updated);
    }

    private MetaData metadata(Stamp stamp) {
        var metadata = new HashMap<String, Object>();
        metadata.put(Attribution.IMPORTED, true);
        if (stamp.viaOperator()) {
            metadata.put(Attribution.VIA_OPERATOR, true);
        }
        if (stamp.by() != null) {
            var note = authors.computeIfAbsent(stamp.by(), notes::keep);
            metadata.put(Attribution.NOTE, note.noteId());
            metadata.put(Attribution.NOTE_SHA256, note.sha256());
        }
        return MetaData.from(metadata);
    }
}
