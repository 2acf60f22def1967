package dev.edict.projector;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Empty tables of the log, the views and their processors on a real PostgreSQL: one server per test run, a database per instance. */
public final class Views {

    /** Copying it is quicker than migrating each time. */
    private static final String MIGRATED = "migrated";

    private static final EmbeddedPostgres POSTGRES = start();
    private static int databases;

    private final String name;
    private final DataSource database;

    private Views(String template) {
        name = newDatabase(template);
        database = databaseOf(POSTGRES, name);
    }

    public Views() {
        this(MIGRATED);
    }

    /** A database with the same rows; requires that no session is connected to this one. */
    public Views copy() {
        return new Views(name);
    }

    /** For those who make many. */
    public void drop() {
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("drop database %s with (force)".formatted(name))
                .update();
    }

    public DataSource database() {
        return database;
    }

    public JdbcClient sql() {
        return JdbcClient.create(database);
    }

    /** Rows of a query, one text per row, columns joined by a space. */
    public java.util.List<String> rows(String query) {
        return sql().sql(query)
                .query((row, n) -> {
                    var text = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        text.append(column == 1 ? "" : " ").append(row.getString(column));
                    }
                    return text.toString();
                })
                .list();
    }

    private static DataSource databaseOf(EmbeddedPostgres postgres, String name) {
        return postgres.getDatabase("postgres", name, Map.of("currentSchema", "views"));
    }

    private static EmbeddedPostgres start() {
        try {
            var postgres =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("create database " + MIGRATED)
                    .update();
            for (var schema : new String[] {"events", "views", "projection"}) {
                Flyway.configure()
                        .dataSource(databaseOf(postgres, MIGRATED))
                        .schemas(schema)
                        .defaultSchema(schema)
                        .locations("classpath:db/" + schema)
                        .load()
                        .migrate();
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String newDatabase(String template) {
        var name = "views_" + ++databases;
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database %s template %s".formatted(name, template))
                .update();
        return name;
    }
}
