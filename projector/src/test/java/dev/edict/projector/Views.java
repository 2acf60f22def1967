package dev.edict.projector;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Empty tables of the log and the views on a real PostgreSQL: one server per test run, a database per instance. */
public final class Views {

    private static final EmbeddedPostgres POSTGRES = start();
    private static int databases;

    private final DataSource database = newDatabase();

    public Views() {
        for (var schema : new String[] {"events", "views"}) {
            Flyway.configure()
                    .dataSource(database)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
        }
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

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized DataSource newDatabase() {
        var name = "views_" + ++databases;
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        return POSTGRES.getDatabase("postgres", name, Map.of("currentSchema", "views"));
    }
}
