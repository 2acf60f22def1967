package dev.edict.command.attribution;

import dev.edict.command.api.Attribution;
import dev.edict.command.eventstore.Notes;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Stores the name on whose behalf a command is sent as a note, so that it can be erased. Events only reference the
 * note.
 */
public final class AttributionInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** The key of the name in the metadata of a command; it is not copied to events. */
    public static final String KEY = "onBehalfOf";

    private final Notes notes;

    AttributionInterceptor(Notes notes) {
        this.notes = notes;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var name = (String) unitOfWork.getMessage().getMetaData().get(KEY);
        if (name != null) {
            var note = notes.keep(name);
            unitOfWork.transformMessage(command -> command.andMetaData(
                    Map.of(Attribution.NOTE, note.noteId(), Attribution.NOTE_SHA256, note.sha256())));
        }
        return chain.proceed();
    }
}
