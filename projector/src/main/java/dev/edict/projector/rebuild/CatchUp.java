package dev.edict.projector.rebuild;

import dev.edict.projector.rebuild.ViewRebuild.Watcher;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Replays the log to near its head while commands run, and to the head under the command lock. */
final class CatchUp {

    private static final int LARGE_BATCH = 2_000;
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

    /** The longest time for which commands had to wait. */
    Duration longestHold() {
        return longestHold;
    }

    /** Replays what the log has by now, while the tables have no indexes yet. */
    void mostOfTheLog() {
        watcher.progressed(replay.done(), replay.head());
        while (replay.advanceTogether(LARGE_BATCH) == LARGE_BATCH) {
            watcher.progressed(replay.done(), replay.head());
        }
        watcher.progressed(replay.done(), replay.head());
    }

    /** Replays up to an event. */
    void upTo(long last) {
        while (replay.done() < last) {
            if (replay.advanceTogether((int) Math.min(LARGE_BATCH, last - replay.done())) == 0) {
                throw new RebuildRefused(
                        "events %d to %d are missing from the end of the log".formatted(replay.done() + 1, last));
            }
        }
    }

    /** Runs work when the whole log is replayed and the command lock prevents appends. */
    <T> T atTheHead(Function<CommandLockWindow, T> work) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            near();
            var result = CommandLockWindow.during(pool, turn -> inTurn(turn, work), this::remember);
            if (result.isPresent()) {
                return result.get();
            }
            pause();
        }
        throw new RebuildRefused(
                "the replay did not reach the head of the log in %d attempts, because the tables or the command"
                                .formatted(ATTEMPTS)
                        + " lock were in use: run it again at a time with fewer commands");
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
