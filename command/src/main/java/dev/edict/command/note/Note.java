package dev.edict.command.note;

import static dev.edict.command.api.Rejection.Reason.NOTE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.note.EraseNote;
import dev.edict.command.api.note.NoteErased;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The erasure of a note; the log has no event of a note before that. */
@Aggregate(cache = "noteCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Note {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String noteId;

    private boolean erased;

    protected Note() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EraseNote command, StoredNotes notes) {
        if (erased) {
            return;
        }
        var note = notes.find(command.noteId())
                .orElseThrow(() -> NOTE_NOT_FOUND.because("%s is not the id of a note", command.noteId()));
        apply(new NoteErased(note.zoneId(), command.noteId(), note.part()));
    }

    @EventSourcingHandler
    void on(NoteErased event) {
        noteId = event.noteId();
        erased = true;
    }
}
