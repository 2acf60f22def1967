package dev.edict.command.note;

import static dev.edict.command.api.Rejection.Reason.NOTE_NOT_FOUND;

import dev.edict.command.Refused;
import dev.edict.command.api.note.EraseNote;
import dev.edict.command.api.note.NoteErased;
import dev.edict.command.note.StoredNotes.StoredNote;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** The decision to erase a note. */
class EraseNoteTest {

    private static final NoteErased ERASED = new NoteErased("z1", "n1", "reason");

    @Test
    void the_log_says_in_which_zone_a_reason_was_erased() {
        notes(Optional.of(new StoredNote("z1", "reason")))
                .givenNoPriorActivity()
                .when(new EraseNote("n1"))
                .expectEvents(ERASED);
    }

    @Test
    void erasing_it_again_changes_nothing() {
        notes(Optional.empty())
                .given(ERASED)
                .when(new EraseNote("n1"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void a_note_that_never_was_is_refused() {
        notes(Optional.empty())
                .givenNoPriorActivity()
                .when(new EraseNote("n1"))
                .expectNoEvents()
                .expectException(Refused.as(NOTE_NOT_FOUND));
    }

    private static FixtureConfiguration<Note> notes(Optional<StoredNote> found) {
        StoredNotes notes = noteId -> found;
        return new AggregateTestFixture<>(Note.class).registerInjectableResource(notes);
    }
}
