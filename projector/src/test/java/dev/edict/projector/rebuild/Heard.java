package dev.edict.projector.rebuild;

import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the progress that a rebuild reports. */
final class Heard implements ViewRebuild.Watcher {

    final List<Long> done = new CopyOnWriteArrayList<>();
    final List<Comparison> comparisons = new CopyOnWriteArrayList<>();

    @Override
    public void progressed(long events, long head) {
        done.add(events);
    }

    @Override
    public void compared(Comparison comparison) {
        comparisons.add(comparison);
    }
}
