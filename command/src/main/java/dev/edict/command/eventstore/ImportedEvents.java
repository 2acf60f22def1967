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
 * Lets an aggregate apply what was decided elsewhere: at its time, in the name of its author, and marked as imported.
 * One instance serves one command, and keeps one note per author.
 */
public final class ImportedEvents {

    private final Notes notes;
    private final Map<String, NoteReference> authors = new HashMap<>();
    private @Nullable Stamp shown;
    private boolean begun;

    public ImportedEvents(Notes notes) {
        this.notes = notes;
    }

    /** Whether the thing begins with these events. */
    public boolean hasBegun() {
        return begun;
    }

    /** Applies the event with which a thing begins: from then on it shows that it has not been changed by anybody. */
    public void begin(DomainEvent event, Stamp stamp) {
        apply(event, stamp);
        shown = new Stamp(stamp.at(), null, false);
        begun = true;
    }

    /** Applies an event that shows on the thing as its last change, unless the thing was changed later than that. */
    public void change(DomainEvent event, Stamp stamp) {
        apply(event, stamp);
        if (shown == null || !stamp.at().isBefore(shown.at())) {
            shown = stamp.by() == null ? new Stamp(stamp.at(), Attribution.IMPORTER, stamp.viaOperator()) : stamp;
        }
    }

    /** Applies an event that leaves no trace on the thing it belongs to. */
    public void apply(DomainEvent event, Stamp stamp) {
        apply(event, stamp, Map.of());
    }

    /** Applies such an event with metadata of its own. */
    public void apply(DomainEvent event, Stamp stamp, Map<String, String> more) {
        EventClock.at(
                stamp.at(),
                () -> AggregateLifecycle.apply(event, metadata(stamp).mergedWith(more)));
    }

    /** Whether the thing shows this as its last change; also true if nothing was applied to it. */
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
