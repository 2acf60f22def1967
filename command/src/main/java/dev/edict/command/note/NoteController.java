package dev.edict.command.note;

import dev.edict.command.api.note.EraseNote;
import dev.edict.command.commandbus.CommandSender;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erases reasons and names over HTTP. */
@RestController
class NoteController {

    private final CommandSender commands;

    NoteController(CommandSender commands) {
        this.commands = commands;
    }

    /** A note that no longer has a text. */
    record ErasedNote(String noteId, boolean erased) {}

    @PostMapping("/v1/notes/{noteId}/erase")
    @RolesAllowed("installation:write")
    @Operation(
            operationId = "eraseNote",
            summary = "Erases a reason, or a name on whose behalf a change was made, for ever.",
            tags = "Trail")
    @ApiResponse(responseCode = "404", description = "note_not_found")
    ErasedNote erase(@PathVariable String noteId) {
        return commands.send(new EraseNote(noteId), result -> new ErasedNote(noteId, true));
    }
}
