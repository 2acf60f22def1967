package dev.edict.command.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is credited to, from its metadata.
 *
 * @param actor who was authenticated, e.g. {@code admin:bootstrap}
 * @param noteId row of {@code events.note} with the name of whom it was done for; null if none was named
 * @param viaOperator whether an operator had a hand in it
 * @param imported whether it was decided elsewhere and taken over
 */
public record Attribution(String actor, @Nullable String noteId, boolean viaOperator, boolean imported) {

    /** The key of {@link #actor}. */
    public static final String ACTOR = "actor";

    /** The key of the request's id. */
    public static final String REQUEST_ID = "requestId";

    /** The key of {@link #noteId}. */
    public static final String NOTE = "onBehalfOfNote";

    /** The key of the salted hash of that note, see {@link NoteReference}. */
    public static final String NOTE_SHA256 = "onBehalfOfSha256";

    /** The key of {@link #viaOperator}; absent for false. */
    public static final String VIA_OPERATOR = "viaOperator";

    /** The key of {@link #imported}; absent for false. */
    public static final String IMPORTED = "imported";

    /** The {@link #actor} of what is taken over. */
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

    /** The actor of a change; null for an imported change without an author. */
    public @Nullable String changer() {
        return imported && noteId == null ? null : actor;
    }
}
