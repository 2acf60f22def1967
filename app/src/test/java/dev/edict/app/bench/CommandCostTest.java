package dev.edict.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Edict;
import dev.edict.bridge.OutboxModule;
import dev.edict.command.CommandModule;
import dev.edict.command.eventstore.SnapshotRebuilding;
import dev.edict.fleet.propagation.DeploymentModule;
import dev.edict.projector.ProjectorModule;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nothing that runs under the command lock costs more with a longer history: every statement of every command in a zone
 * with a long one is explained.
 */
@Tag("servers")
class CommandCostTest {

    private static final int LONG = 5_000;

    /** Of all statements of a command together; a scan of any grown table alone reads more. */
    private static final int MOST_ROWS = 400;

    private static final List<String> SCHEMAS = List.of("events", "command", "views", "projection", "bridge");

    private static final AnnotationConfigApplicationContext CONTEXT = new AnnotationConfigApplicationContext();
    private static ExplainedStatements statements;
    private static GrownZone zone;

    @BeforeAll
    static void start() {
        var plain = newDatabase();
        statements = new ExplainedStatements(database(plain.getDatabaseName(), ExplainedStatements.OPTIONS));
        CONTEXT.registerBean("writePool", DataSource.class, () -> statements);
        CONTEXT.registerBean("queryPool", DataSource.class, () -> plain);
        CONTEXT.registerBean("backgroundPool", DataSource.class, () -> plain);
        CONTEXT.register(CommandModule.class, ProjectorModule.class, OutboxModule.class, DeploymentModule.class);
        CONTEXT.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        CONTEXT.refresh();
        var axon = CONTEXT.getBean(Configuration.class);
        axon.start();
        axon.eventProcessingConfiguration()
                .eventProcessor("timeline")
                .orElseThrow()
                .shutDown();
        var sql = JdbcClient.create(database(plain.getDatabaseName(), GrownHistory.OPTIONS));
        zone = GrownZone.of(LONG, CommandCostTest::send, sql);
        sql.sql("analyze").update();
    }

    @AfterAll
    static void stop() {
        CONTEXT.getBean(Configuration.class).shutdown();
        CONTEXT.close();
    }

    @Test
    void no_statement_under_the_command_lock_reads_more_with_a_longer_history() {
        zone.commands().forEach((kind, command) -> {
            // What it needs in the cache is there from now on.
            send(command.get());
            var next = command.get();
            statements.drain();
            send(next);
            var explained = statements.drain();
            assertThat(explained).as("statements to " + kind).hasSizeGreaterThan(4);
            assertThat(explained.stream()
                            .mapToLong(ExplainedStatements.Explained::rows)
                            .sum())
                    .as("rows read to %s: %s", kind, explained)
                    .isLessThan(MOST_ROWS);
        });
    }

    private static void send(Object command) {
        var gateway = CONTEXT.getBean(CommandGateway.class);
        await("the snapshot of a stream that was not lived through")
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(SnapshotRebuilding.class)
                .until(() -> {
                    gateway.sendAndWait(
                            new GenericCommandMessage<>(command, Map.of("actor", "bench", "requestId", "bench")));
                    return true;
                });
    }

    private static PGSimpleDataSource newDatabase() {
        JdbcClient.create(database("postgres", "")).sql("create database costs").update();
        var plain = database("costs", "");
        SCHEMAS.forEach(schema -> Flyway.configure()
                .dataSource(plain)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .load()
                .migrate());
        return plain;
    }

    private static PGSimpleDataSource database(String name, String options) {
        try (var connection = Edict.shared().database().getConnection()) {
            var source = new PGSimpleDataSource();
            source.setUrl(connection.getMetaData().getURL().replaceFirst("\\?.*", ""));
            source.setUser("postgres");
            source.setDatabaseName(name);
            source.setCurrentSchema("views,public");
            if (!options.isEmpty()) {
                source.setOptions(options);
            }
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
