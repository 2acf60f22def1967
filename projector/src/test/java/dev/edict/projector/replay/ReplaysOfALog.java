package dev.edict.projector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.projector.rebuild.ProcessedLog;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.BatchListener;
import dev.edict.projector.rebuild.ViewRebuild.Range;
import dev.edict.projector.rebuild.ViewRebuild.ReplayStopped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A small log and services that replay it, as if each was of a node of its own. */
final class ReplaysOfALog implements AutoCloseable {

    final ProcessedLog log = new ProcessedLog();
    private final ReplayTable table = new ReplayTable(log.database());
    private final List<ReplayService> services = new ArrayList<>();
    final ReplayService service = service(log.rebuild(), DataSize.ofGigabytes(1));

    ReplayService service(ViewRebuild rebuild, DataSize budget) {
        var service = new ReplayService(rebuild, table, new ReplayProperties(budget), log.database());
        services.add(service);
        return service;
    }

    Replay begin(ReplayService on, @Nullable OffsetDateTime at, @Nullable Long seq) {
        var replay = on.register(on.goal(at, seq), "admin:test");
        on.work(replay.id());
        return replay;
    }

    Replay resume(ReplayService on, String id) {
        var replay = on.registerAgain(id);
        on.work(id);
        return replay;
    }

    Replay ended(Replay replay) {
        await("the replay, which runs in the background, to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> service.get(replay.id()).endedAt() != null);
        return service.get(replay.id());
    }

    /** A replay that was cancelled after five events, whose tables are there. */
    Replay cancelledAfterFive() {
        var slow = new Slow();
        var node = service(slow, DataSize.ofGigabytes(1));
        var running = begin(node, null, null);
        node.cancel(running.id());
        slow.goOn();
        return ended(running);
    }

    List<String> schemas() {
        return log.rows("select nspname from pg_namespace where nspname like 'views%' order by 1");
    }

    @Override
    public void close() {
        services.forEach(ReplayService::destroy);
        log.close();
    }

    /** The replay itself; a test changes what happens around it. */
    static class Decorated implements ViewRebuild {

        private final ViewRebuild rebuild;

        Decorated(ViewRebuild rebuild) {
            this.rebuild = rebuild;
        }

        @Override
        public Outcome run(View view, boolean swap, Watcher watcher) {
            return rebuild.run(view, swap, watcher);
        }

        @Override
        public List<Table> replay(Range range, BatchListener listener) {
            return rebuild.replay(range, listener);
        }
    }

    /** Waits, replays five events, and the rest if that is still wanted. */
    final class Slow extends Decorated {

        private final CountDownLatch goOn = new CountDownLatch(1);

        Slow() {
            super(log.rebuild());
        }

        void goOn() {
            goOn.countDown();
        }

        @Override
        public List<Table> replay(Range range, BatchListener listener) {
            awaitLatch();
            var isWanted = new AtomicBoolean();
            try {
                super.replay(new Range(0, 0, 5, false), (index, sql) -> {
                    isWanted.set(listener.replayed(index, sql));
                    return false;
                });
            } catch (ReplayStopped e) {
                if (!isWanted.get()) {
                    throw e;
                }
            }
            return super.replay(new Range(5, schemaId(), range.upTo(), range.toTheHead()), listener);
        }

        private long schemaId() {
            return Long.parseLong(
                    log.rows("select to_regnamespace('views_next')::oid").get(0));
        }

        private void awaitLatch() {
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
