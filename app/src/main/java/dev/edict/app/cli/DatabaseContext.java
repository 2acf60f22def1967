package dev.edict.app.cli;

import dev.edict.app.servers.DatabaseOnlyConfiguration;
import dev.edict.command.log.LogModule;
import dev.edict.projector.ProjectorModule;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The database, the log and the projections without the rest of the program; no processor runs. It is a plain context,
 * because one of Spring Boot's would print.
 */
final class DatabaseContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    DatabaseContext() {
        // Until it is initialized, which it never is here, nothing is logged.
        LoggingSystem.get(DatabaseContext.class.getClassLoader()).beforeInitialize();
        context.register(DatabaseOnlyConfiguration.class, LogModule.class, ProjectorModule.class);
        // What was started for the duration has to end, even if it is interrupted.
        context.registerShutdownHook();
        context.refresh();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
