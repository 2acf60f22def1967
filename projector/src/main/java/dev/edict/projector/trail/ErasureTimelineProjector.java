package dev.edict.projector.trail;

import static dev.edict.projector.trail.TimelineRow.about;

import dev.edict.command.api.note.NoteErased;
import dev.edict.projector.tables.ViewWriter;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Describes erasures, and erases from the words by which entries are found. */
@Component
@ProcessingGroup("timeline")
class ErasureTimelineProjector {

    private final Timeline timeline;

    ErasureTimelineProjector(ViewWriter writer) {
        this.timeline = new Timeline(writer);
    }

    @EventHandler
    void on(NoteErased event, TrackingToken position) {
        var what = event.part().equals("reason") ? "Reason" : "Name on whose behalf a change was made";
        timeline.forget(event.noteId());
        timeline.write(position, about(event, "%s erased: note %s".formatted(what, event.noteId())));
    }
}
