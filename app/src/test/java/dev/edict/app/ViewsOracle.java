package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.servers.DatabaseOnlyConfiguration;
import dev.edict.command.commandbus.CommandBusModule;
import dev.edict.projector.ProjectorModule;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Every view is the fold of the log, whatever happened to the processes that wrote it: the log is folded anew, in this
 * JVM, beside the live tables of a database, which may be in use.
 */
public final class ViewsOracle {

    private final String databaseUrl;

    private ViewsOracle(String databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /** Takes an address as {@code DATABASE_URL} has it. */
    public static ViewsOracle of(String databaseUrl) {
        return new ViewsOracle(databaseUrl);
    }

    /** Fails with the first difference of every table that has one, or if the timeline has not come to the head. */
    public void viewsAreTheFoldOfTheLog() {
        var comparison = compare();
        assertThat(comparison.tables()).hasSizeGreaterThan(7).allSatisfy(table -> assertThat(table.difference())
                .as(table.name())
                .isNull());
        assertThat(comparison.timelineUpTo()).as("the timeline's position").isEqualTo(comparison.head());
        assertThat(comparison.setAside()).as("dead letters").isZero();
    }

    Comparison compare() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("oracle", Map.of("DATABASE_URL", databaseUrl)));
            context.register(DatabaseOnlyConfiguration.class, CommandBusModule.class, ProjectorModule.class);
            context.refresh();
            return context.getBean(ViewRebuild.class)
                    .run(View.ALL, false, new Deaf())
                    .comparison();
        }
    }

    private static final class Deaf implements ViewRebuild.Watcher {

        @Override
        public void progressed(long done, long head) {}

        @Override
        public void compared(Comparison comparison) {}
    }
}
