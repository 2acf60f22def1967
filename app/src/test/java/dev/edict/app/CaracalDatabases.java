package dev.edict.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL with databases of Edict and of Caracal. */
public final class CaracalDatabases implements AutoCloseable {

    /** In the order of their foreign keys. */
    public static final List<String> TABLES =
            List.of("policies", "policy_versions", "policy_sets", "policy_set_versions", "policy_set_bindings");

    private final EmbeddedPostgres postgres;
    private final Set<String> templates = new HashSet<>();
    private int databases;

    private CaracalDatabases(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    private static final class Shared {
        private static final CaracalDatabases SERVER = start("off");
    }

    /** Shared by all tests of this JVM; not durable across a crash of the machine. */
    public static CaracalDatabases shared() {
        return Shared.SERVER;
    }

    public static CaracalDatabases startDurable() {
        return start("on");
    }

    private static CaracalDatabases start(String durable) {
        try {
            return new CaracalDatabases(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", durable)
                    .setServerConfig("synchronous_commit", durable)
                    .setServerConfig("full_page_writes", durable)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database and who asks it. */
    public record Database(DataSource source, String url) {

        public JdbcClient sql() {
            return JdbcClient.create(source);
        }

        /** All statements of a text. */
        public void execute(String statements) {
            new JdbcTemplate(source).execute(statements);
        }

        public long count(String rows) {
            return sql().sql("select count(*) from " + rows).query(Long.class).single();
        }

        public List<String> texts(String question) {
            return sql().sql(question).query(String.class).list();
        }

        /** Whole rows of one of the five tables, in the order of its key. */
        public List<String> rows(String schema, String table) {
            return texts(
                    """
                    select jsonb_strip_nulls(to_jsonb(r))::text from %s.%s r order by 1
                    """
                            .formatted(schema, table));
        }

        /** The same database for another role. */
        public String urlAs(String role) {
            return url.replace("postgres@", role + "@");
        }
    }

    /** As Edict leaves a database when it has been started on it once. */
    public Database edict() {
        return copyOf("edict", CaracalDatabases::migrate);
    }

    /** Makes the schemas of Edict in it. */
    public static void migrate(Database database) {
        for (var schema : List.of("events", "command", "views", "projection", "bridge")) {
            Flyway.configure()
                    .dataSource(database.source())
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
        }
    }

    public Database emptyCaracal() {
        return copyOf("caracal", database -> database.execute(text("tables")));
    }

    /** One with rows, the more the larger the numbers. */
    public Database caracal(int zones, int policiesPerZone, int versionsPerPolicy) {
        return copyOf("caracal_%d_%d_%d".formatted(zones, policiesPerZone, versionsPerPolicy), database -> {
            database.execute(text("tables"));
            database.execute(text("rows")
                    .replace("{zones}", String.valueOf(zones))
                    .replace("{policies}", String.valueOf(policiesPerZone))
                    .replace("{versions}", String.valueOf(versionsPerPolicy)));
        });
    }

    /** Made once, and copied from then on, which is quicker: no connection to the template may be open. */
    public Database copyOf(String template, Consumer<Database> make) {
        if (templates.add(template)) {
            make.accept(create(template, "template1"));
        }
        return create("database_" + ++databases, template);
    }

    /** Zones are not exported: they have to be there. */
    public Database emptyCaracalWithZonesOf(Database other) {
        var database = emptyCaracal();
        var zones = new ArrayList<>(other.texts("select to_json(z)::text from zones z"));
        zones.forEach(zone -> database.sql()
                .sql("insert into zones select * from json_populate_record(null::zones, :zone::json)")
                .param("zone", zone)
                .update());
        return database;
    }

    /** The same database as a token service sees it, which states its zone when it connects (contract §6.1). */
    public Database as(String role, Database database) {
        var name = database.url().substring(database.url().lastIndexOf('/') + 1);
        return new Database(
                postgres.getDatabase(role, name, Map.of("options", "-c caracal.zone_id=*")), database.urlAs(role));
    }

    /** An empty one. */
    public Database create() {
        return create("database_" + ++databases, "template1");
    }

    private Database create(String name, String template) {
        new JdbcTemplate(postgres.getPostgresDatabase())
                .execute("create database %s template %s".formatted(name, template));
        return new Database(
                postgres.getDatabase("postgres", name),
                "postgres://postgres@localhost:%d/%s".formatted(postgres.getPort(), name));
    }

    private static String text(String name) {
        try {
            return new ClassPathResource("caracal/%s.sql".formatted(name)).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
