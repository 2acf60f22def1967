package dev.edict.projector.rebuild;

import dev.edict.projector.ProjectorModule;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Replays the log from its beginning through the projectors, one transaction per batch. */
final class ProjectionReplay {

    static final String ENFORCEMENT = "enforcement";

    private final EventStorageEngine log;
    private final RebuildConnection tables;
    private final List<EventMessageHandler> projectors;
    private @Nullable TrackingToken position;
    private long done;

    ProjectionReplay(EventStorageEngine log, RebuildConnection tables, Predicate<String> groups) {
        this.log = log;
        this.tables = tables;
        this.projectors = projectors(tables.asDataSource(), groups);
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

    /** Handles at most this many events and returns the number handled. */
    int advance(int atMost) {
        List<? extends TrackedEventMessage<?>> batch;
        try (var events = log.readEvents(position, false)) {
            batch = events.limit(atMost).toList();
        }
        if (!batch.isEmpty()) {
            tables.inTransaction(() -> batch.forEach(this::handle));
        }
        return batch.size();
    }

    private void handle(TrackedEventMessage<?> event) {
        var index = event.trackingToken().position().orElseThrow();
        if (index != done + 1) {
            throw new RebuildRefused(
                    "event %d is missing from the log, although later events exist".formatted(done + 1));
        }
        for (var projector : projectors) {
            try {
                projector.handle(event);
            } catch (Exception e) {
                throw new RebuildRefused(
                        "event %d of the log cannot be handled by %s: %s"
                                .formatted(index, projector.getTargetType().getSimpleName(), e.getMessage()),
                        e);
            }
        }
        position = event.trackingToken();
        done = index;
    }

    /**
     * The production projectors, found in the same way but with other tables. Projectors whose tables others read come
     * first.
     */
    private static List<EventMessageHandler> projectors(DataSource tables, Predicate<String> groups) {
        // Not closed, because that would close the connection; it holds no other resource.
        var context = new AnnotationConfigApplicationContext();
        context.registerBean("writePool", DataSource.class, () -> tables);
        var scanner = new ClassPathBeanDefinitionScanner(context, false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ProcessingGroup.class));
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
}
