package dev.edict.bridge.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.XAddArgs;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether Redis accepts entries for a stream, without adding one.
 *
 * <p>No stream can have an entry with the id 0-0. Redis rejects it only after it has checked the user's permissions,
 * its role, its memory and its replicas. It does not check the key's type before, so a second command does.
 */
final class StreamProbe {

    private static final String NO_ENTRY = "0-0";
    private static final String COMPLAINT_ABOUT_THE_ID = " ID ";
    private static final String UNANSWERED = "Redis does not serve";
    private static final String STREAM = "stream";
    private static final String NOTHING = "none";

    private final String stream;
    private final XAddArgs impossible = new XAddArgs().id(NO_ENTRY).nomkstream();

    StreamProbe(String stream) {
        this.stream = stream;
    }

    /**
     * The reason why Redis rejects entries, in its own words; empty if it accepts them.
     *
     * @throws StreamFailure if it does not answer
     */
    Optional<String> refusal(RedisLink link) {
        var refusal = link.ask(
                FailureKind.TIMEOUT, UNANSWERED, commands -> commands.xadd(stream, impossible, Map.of("probe", "1"))
                        .handle((id, failure) -> reason(failure)));
        return refusal.isPresent() ? refusal : wrongType(link);
    }

    /** Rethrows a failure of the connection. */
    private static Optional<String> reason(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        if (LogSafeText.rootCause(failure) instanceof RedisCommandExecutionException answered) {
            return Optional.of(LogSafeText.ofRootCause(answered))
                    .filter(reason -> !reason.contains(COMPLAINT_ABOUT_THE_ID));
        }
        throw new IllegalStateException(failure);
    }

    /** The user of Redis may lack the permission to read the type. */
    private Optional<String> wrongType(RedisLink link) {
        var type = link.ask(FailureKind.TIMEOUT, UNANSWERED, commands -> commands.type(stream)
                .handle(StreamProbe::typeOrNothing));
        return type.equals(STREAM) || type.equals(NOTHING)
                ? Optional.empty()
                : Optional.of(
                        "WRONGTYPE the key %s holds a %s, not a stream".formatted(stream, LogSafeText.plain(type)));
    }

    private static String typeOrNothing(@Nullable String type, @Nullable Throwable failure) {
        if (failure == null || LogSafeText.rootCause(failure) instanceof RedisCommandExecutionException) {
            return type == null ? NOTHING : type;
        }
        throw new IllegalStateException(failure);
    }
}
