package dev.edict.command.log;

import org.axonframework.config.AggregateConfigurer;

/** How aggregates come out of the log: of the events of their own type, because an id may name something else. */
public final class Aggregates {

    private Aggregates() {}

    /** The configuration of an aggregate of this class. */
    public static <A> AggregateConfigurer<A> of(Class<A> aggregate) {
        return AggregateConfigurer.defaultConfiguration(aggregate)
                .configureFilterEventsByType(c -> true)
                .configureCache(c -> c.getComponent(AggregateCache.class).of(aggregate.getSimpleName()));
    }
}
