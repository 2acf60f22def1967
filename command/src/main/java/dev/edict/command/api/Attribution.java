package dev.edict.command.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actor of an event and the circumstances, from the event's metadata.
 *
 * @param actor the authenticated caller, e.g. {@code admin:bootstrap}
 * @param noteId row of {@code events.note} with the name on whose behalf the actor acted; null if none was given
 * @param viaOperator whether an operator took part
 * @param imported whether the event was imported from another installation
 */
public record Attribution(String actor, @Nullable String noteId, boolean viaOperator, boolean imported) {

    /** The key of {@link #actor}. */
    public static final String ACTOR = "actor";

    /** The key of the request id. */
    public static final String REQUEST_ID = "requestId";

    /** The key of {@link #noteId}. */
    public static final String NOTE = "onBehalfOfNote";

    /** The key of the salted hash of that note, see {@link NoteReference}. */
    public static final String NOTE_SHA256 = "onBehalfOfSha256";

    /** The key of {@link #viaOperator}; absent for false. */
    public static final String VIA_OPERATOR = "viaOperator";

    /** The key of {@link #imported}; absent for false. */
    public static final String IMPORTED = "imported";

    /** The {@link #actor} of imported events. */
    public static final String IMPORTER = "import";

    /** The {@link #actor} of commands that no request caused; no token has this name. */
    public static final String SYSTEM = "system";

    public static Attribution of(Map<String, ?> metadata) {
        return new Attribution(
                String.valueOf(metadata.get(ACTOR)),
                (String) metadata.get(NOTE),
                Boolean.TRUE.equals(metadata.get(VIA_OPERATOR)),
                Boolean.TRUE.equals(metadata.get(IMPORTED)));
    }

    /** The author of a change; null for an imported change without an author. */
    public @Nullable String changer() {
        return imported && noteId == null ? null : actor;
    }
}
