package dev.edict.app.cli;

import dev.edict.app.servers.DatabaseOnlyConfiguration;
import dev.edict.audit.DeadLetterModule;
import dev.edict.bridge.OutboxModule;
import dev.edict.command.CommandModule;
import dev.edict.command.commandbus.CommandBusModule;
import dev.edict.fleet.propagation.DeploymentModule;
import dev.edict.projector.ProjectorModule;
import dev.edict.query.caracal.ExportModule;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A Spring context with the database and its components, without web server and processors. It is a plain context,
 * because one of Spring Boot's would print.
 */
final class DatabaseContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private DatabaseContext(Class<?>... modules) {
        // Turns logging off: the logging system is never initialized after this call.
        LoggingSystem.get(DatabaseContext.class.getClassLoader()).beforeInitialize();
        context.register(DatabaseOnlyConfiguration.class);
        context.register(modules);
        // Lazy, because a module also has beans that need a web server.
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        // An interrupted command also stops the server that was started for it.
        context.registerShutdownHook();
        context.refresh();
    }

    /** The log and the projections. */
    static DatabaseContext ofTheViews() {
        return new DatabaseContext(CommandBusModule.class, ProjectorModule.class);
    }

    /** Everything that takes part in the transaction of a command. */
    static DatabaseContext ofTheCommands() {
        return new DatabaseContext(
                CommandModule.class, ProjectorModule.class, OutboxModule.class, DeploymentModule.class);
    }

    static DatabaseContext ofTheExport() {
        return new DatabaseContext(ExportModule.class);
    }

    /** The decisions of decision points. */
    static DatabaseContext ofTheDecisions() {
        return new DatabaseContext(CommandModule.class, ProjectorModule.class, DeadLetterModule.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
