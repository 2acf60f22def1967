package dev.edict.app;

import dev.edict.command.api.EventsAppended;
import dev.edict.query.QueryModule;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the read side of every append to the log, by any node. */
@Component
class ChangeSignal {

    private final QueryModule queries;

    ChangeSignal(QueryModule queries) {
        this.queries = queries;
    }

    @EventListener
    void on(EventsAppended event) {
        queries.tablesChanged();
    }
}
