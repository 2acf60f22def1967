package dev.edict.projector.rebuild;

import dev.edict.command.api.Rejection;
import dev.edict.projector.ProjectorModule;
import dev.edict.projector.rebuild.ViewRebuild.BatchListener;
import dev.edict.projector.rebuild.ViewRebuild.ReplayStopped;
import dev.edict.projector.tables.GatheringWriter;
import dev.edict.projector.tables.ViewWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.stereotype.Component;

/** Replays the log through the projectors, one transaction per batch. */
final class ProjectionReplay implements AutoCloseable {

    static final String ENFORCEMENT = "enforcement";

    private static final Pattern NO_PROJECTOR = Pattern.compile(
            Pattern.quote(ProjectorModule.class.getPackageName()) + "\\.([A-Z]|rebuild\\.|replay\\.|tables\\.).*");

    private final LogReader log;
    private final RebuildConnection tables;
    private final GatheringWriter writer;
    private final List<EventMessageHandler> projectors;
    private final BatchListener listener;
    private boolean isWanted = true;
    private long done;

    /**
     * Goes on after an event, or begins with the first one after 0.
     *
     * @param listener hears of every batch within its transaction
     */
    ProjectionReplay(
            EventStorageEngine log,
            RebuildConnection tables,
            Predicate<String> groups,
            long after,
            BatchListener listener) {
        this.log = new LogReader(log, after);
        this.done = after;
        this.listener = listener;
        this.tables = tables;
        this.writer = new GatheringWriter(tables.asDataSource());
        this.projectors = projectors(writer, groups);
    }

    /** Index of the last event handled. */
    long done() {
        return done;
    }

    /** Index of the last event of the log at this moment. */
    long head() {
        return tables.sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }

    /**
     * Handles at most this many events, and writes their rows together. The tables must have no unique index but that of
     * the primary key: a name may be given to the next before the previous one is archived.
     *
     * @return the number of handled events
     * @throws ReplayStopped after the batch that the listener wants to be the last one
     */
    int advanceTogether(int atMost) {
        var batch = log.next(atMost);
        var before = done;
        try {
            tables.inTransaction(() -> {
                batch.forEach(event -> handle(event, () -> {}));
                writer.flush();
                isWanted = listener.replayed(done, tables.sql());
            });
        } catch (Rejection e) {
            // The listener refuses to go on; no event is to blame.
            throw e;
        } catch (RuntimeException e) {
            writer.forget();
            done = before;
            // Tells which event it is.
            handleSingly(batch);
        }
        if (!isWanted) {
            throw new ReplayStopped();
        }
        return batch.size();
    }

    /** Handles at most this many events one by one, and returns the number handled. */
    int advance(int atMost) {
        var batch = log.next(atMost);
        handleSingly(batch);
        return batch.size();
    }

    private void handleSingly(List<TrackedEventMessage<?>> batch) {
        if (!batch.isEmpty()) {
            tables.inTransaction(() -> {
                batch.forEach(event -> handle(event, writer::flush));
                isWanted = listener.replayed(done, tables.sql());
            });
        }
    }

    private void handle(TrackedEventMessage<?> event, Runnable afterEachProjector) {
        var index = event.trackingToken().position().orElseThrow();
        if (index != done + 1) {
            throw new RebuildRefused(
                    "event %d is missing from the log, although later events exist".formatted(done + 1));
        }
        for (var projector : projectors) {
            try {
                projector.handle(event);
                afterEachProjector.run();
            } catch (Exception e) {
                throw new RebuildRefused(
                        "event %d of the log cannot be handled by %s: %s"
                                .formatted(index, projector.getTargetType().getSimpleName(), e.getMessage()),
                        e);
            }
        }
        done = index;
    }

    /**
     * The production projectors, found in the same way but with other tables. Projectors whose tables others read come
     * first.
     */
    private static List<EventMessageHandler> projectors(ViewWriter writer, Predicate<String> groups) {
        // Not closed: it holds no resource.
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(ViewWriter.class, () -> writer);
        var scanner = new ClassPathBeanDefinitionScanner(context, false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        scanner.addExcludeFilter(new RegexPatternTypeFilter(NO_PROJECTOR));
        scanner.scan(ProjectorModule.class.getPackageName());
        context.refresh();
        return context.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                .filter(projector -> groups.test(group(projector)))
                .sorted(Comparator.comparing(projector -> !group(projector).equals(ENFORCEMENT)))
                .<EventMessageHandler>map(AnnotationEventHandlerAdapter::new)
                .toList();
    }

    private static String group(Object projector) {
        return Objects.requireNonNull(projector.getClass().getAnnotation(ProcessingGroup.class))
                .value();
    }

    @Override
    public void close() {
        log.close();
    }
}
