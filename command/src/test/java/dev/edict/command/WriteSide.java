package dev.edict.command;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.flywaydb.core.Flyway;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** The whole command module on a real PostgreSQL, one server per test run; a database of its own per instance. */
public final class WriteSide implements AutoCloseable {

    private static final EmbeddedPostgres POSTGRES = start();
    private static int databases;

    private final DataSource database;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public WriteSide(ConfigurerModule... more) {
        this(newDatabase(Migrated.TEMPLATE), more);
    }

    private WriteSide(DataSource database, ConfigurerModule... more) {
        this.database = database;
        context.registerBean("writePool", DataSource.class, () -> database);
        context.registerBean("queryPool", DataSource.class, () -> database);
        context.registerBean("backgroundPool", DataSource.class, () -> database);
        context.registerBean(JsonMapper.class, JsonMapper::shared);
        context.registerBean(MockHttpServletRequest.class, () -> new MockHttpServletRequest());
        for (int i = 0; i < more.length; i++) {
            var module = more[i];
            context.registerBean("more" + i, ConfigurerModule.class, () -> module);
        }
        context.register(CommandModule.class);
        context.refresh();
        context.getBeansOfType(SmartLifecycle.class).values().forEach(SmartLifecycle::start);
    }

    /** A database of its own with the schema {@code command} as it was in this version. */
    public static DataSource upTo(String version) {
        var database = newDatabase();
        migrate(database, version);
        return database;
    }

    /** Brings the schemas of the module up to a version of {@code command}. */
    public static void migrate(DataSource database, String version) {
        for (var schema : List.of("events", "command")) {
            Flyway.configure()
                    .dataSource(database)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .target(schema.equals("command") ? version : "latest")
                    .load()
                    .migrate();
        }
    }

    /** Another node on the same database. */
    public WriteSide another() {
        return new WriteSide(database);
    }

    public Object send(Object command) {
        return context.getBean(CommandGateway.class)
                .sendAndWait(
                        new GenericCommandMessage<>(command, Map.of("actor", "admin:test", "requestId", "request-1")));
    }

    public JdbcClient sql() {
        return JdbcClient.create(database);
    }

    public DataSource database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database. */
    public static DataSource newDatabase() {
        return newDatabase("template1");
    }

    private static synchronized DataSource newDatabase(String template) {
        var name = "write_side_" + ++databases;
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database %s template %s".formatted(name, template))
                .update();
        return POSTGRES.getDatabase("postgres", name);
    }

    /** A database with the newest schemas; copying it is quicker than migrating each time. */
    private static final class Migrated {

        static final String TEMPLATE = make();

        private static String make() {
            JdbcClient.create(POSTGRES.getPostgresDatabase())
                    .sql("create database migrated")
                    .update();
            migrate(POSTGRES.getDatabase("postgres", "migrated"), "latest");
            return "migrated";
        }
    }
}
