package dev.edict.query.catalogue;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A catalogue in the tables of a token service with row-level security, as a role without superuser rights. */
@Tag("servers")
class ReadLiveCatalogueTest {

    private static final String PATH = "/v1/zones/z1/catalogue";

    private final Connection connection;
    private final JdbcClient sql;
    private final Slice http;

    ReadLiveCatalogueTest() throws SQLException {
        var tables = new Tables();
        tables.zone("z1", START);
        tables.catalogue("z1", 7, "{\"applications\":[{\"id\":\"kept\"}],\"resources\":[],\"terms\":[]}");
        connection = tables.database().getConnection();
        var database = new SingleConnectionDataSource(connection, true);
        sql = JdbcClient.create(database);
        http = new Slice(new CatalogueController(new CatalogueReader(database, "database")));
    }

    @BeforeEach
    void the_tables_of_a_token_service() {
        run(
                """
                create table public.applications (id text not null, zone_id text not null, name text,
                    archived_at timestamptz, expires_at timestamptz)
                """);
        run(
                """
                create table public.resources (id text not null, zone_id text not null, identifier text not null,
                    scopes text[] not null, archived_at timestamptz)
                """);
        for (var table : new String[] {"applications", "resources"}) {
            run("alter table public.%s enable row level security".formatted(table));
            run("create policy by_zone on public.%s using (current_setting('caracal.zone_id', true) in ('*', zone_id))"
                    .formatted(table));
        }
        run(
                """
                insert into public.applications values
                    ('b', 'z1', 'Books', null, now() + interval '1 day'), ('a', 'z1', null, null, null),
                    ('c', 'z1', null, null, now() - interval '1 day'), ('d', 'z1', null, now(), null),
                    ('e', 'z2', null, null, null)
                """);
        run(
                """
                insert into public.resources values
                    ('1', 'z1', 'resource://b', '{x,y}', null), ('2', 'z1', 'resource://a', '{}', null),
                    ('3', 'z1', 'resource://c', '{x}', now()), ('4', 'z2', 'resource://d', '{x}', null)
                """);
        run("create role somebody nosuperuser nobypassrls");
        run("grant usage on schema views to somebody");
        run("grant select on all tables in schema views to somebody");
    }

    @AfterEach
    void the_role_goes() throws SQLException {
        run("reset role");
        run("drop owned by somebody");
        run("drop role somebody");
        connection.close();
    }

    @Test
    void has_the_live_applications_and_resources_of_the_zone_and_no_version() {
        run("grant select on public.applications, public.resources to somebody");
        run("set role somebody");
        assertThat(http.get(PATH))
                .hasToString("{\"zone_id\":\"z1\",\"source\":\"database\",\"catalogue_version\":0,"
                        + "\"applications\":[{\"id\":\"a\"},{\"id\":\"b\",\"name\":\"Books\"}],"
                        + "\"resources\":[{\"identifier\":\"resource://a\",\"scopes\":[]},"
                        + "{\"identifier\":\"resource://b\",\"scopes\":[\"x\",\"y\"]}],\"terms\":[]}");
        assertThat(http.sendWith(PATH, "If-None-Match", "\"k0\"")).hasStatusOk().doesNotContainHeader(HttpHeaders.ETAG);
        assertThat(sql.sql("select current_setting('caracal.zone_id', true)")
                        .query(String.class)
                        .single())
                .as("the zone is stated for one transaction")
                .isEmpty();
    }

    @Test
    void a_missing_right_or_table_is_an_error_that_names_it() {
        run("set role somebody");
        assertThat(refused()).hasMessageContaining("ERROR: permission denied for table applications");
        run("reset role");
        run("drop table public.resources");
        assertThat(refused()).hasMessageContaining("ERROR: relation \"public.resources\" does not exist");
    }

    private QueryRejection refused() {
        var refused = http.refused(PATH);
        assertThat(refused.reason()).isEqualTo(QueryRejection.Reason.CATALOGUE_UNREADABLE);
        assertThat(http.send(HttpMethod.GET, PATH).getUnresolvedException()).isNotNull();
        return refused;
    }

    private void run(String statement) {
        sql.sql(statement).update();
    }
}
