package dev.edict.projector.rebuild;

import dev.edict.projector.rebuild.ViewRebuild.Watcher;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Brings a replay near the head of the log while commands go on, and to the head itself while they wait for a moment. */
final class CatchUp {

    private static final int BATCH = 500;
    private static final int BATCH_OF_THE_TAIL = 20;
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final DataSource pool;
    private final ProjectionReplay replay;
    private final Watcher watcher;
    private Duration longestHold = Duration.ZERO;

    CatchUp(DataSource pool, ProjectionReplay replay, Watcher watcher) {
        this.pool = pool;
        this.replay = replay;
        this.watcher = watcher;
    }

    /** The longest that commands were kept waiting. */
    Duration longestHold() {
        return longestHold;
    }

    /** Does something when everything in the log is folded and nothing more can be appended. */
    <T> T atTheHead(Function<CommandLockWindow, T> work) {
        watcher.progressed(replay.done(), replay.head());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            near();
            var result = CommandLockWindow.during(pool, turn -> inTurn(turn, work), this::remember);
            if (result.isPresent()) {
                return result.get();
            }
            pause();
        }
        throw new RebuildRefused("the head of the log was not reached in %d attempts, because the tables or the command"
                        .formatted(ATTEMPTS)
                + " lock were always in use: run it again when less is going on");
    }

    private void near() {
        int read;
        do {
            read = replay.advance(BATCH);
            watcher.progressed(replay.done(), replay.head());
        } while (read == BATCH);
    }

    private <T> @Nullable T inTurn(CommandLockWindow turn, Function<CommandLockWindow, T> work) {
        while (replay.done() < turn.head() && !turn.isOver()) {
            replay.advance(BATCH_OF_THE_TAIL);
        }
        return turn.isOver() ? null : work.apply(turn);
    }

    private void remember(Duration held) {
        longestHold = held.compareTo(longestHold) > 0 ? held : longestHold;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RebuildRefused("interrupted", e);
        }
    }
}
