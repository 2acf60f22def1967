package dev.edict.command.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Counts applications in a token service's table with row-level security, as a role without superuser rights. */
@Tag("servers")
class CountApplicationsTest {

    private final Connection connection;
    private final JdbcClient sql;
    private final Applications applications;

    CountApplicationsTest() throws SQLException {
        connection = WriteSide.upTo("8").getConnection();
        var database = new SingleConnectionDataSource(connection, true);
        sql = JdbcClient.create(database);
        applications = new Applications(database);
    }

    @BeforeEach
    void the_tables_of_a_token_service() {
        run(
                """
                create table public.applications (zone_id text not null, registration_method text not null,
                    archived_at timestamptz, expires_at timestamptz)
                """);
        run("alter table public.applications enable row level security");
        run(
                """
                create policy by_zone on public.applications
                    using (current_setting('caracal.zone_id', true) in ('*', zone_id))
                """);
        run(
                """
                insert into public.applications values
                    ('z1', 'dcr', null, now() + interval '1 day'), ('z1', 'dcr', null, now() - interval '1 day'),
                    ('z1', 'dcr', now(), now() + interval '1 day'), ('z1', 'manual', null, now() + interval '1 day'),
                    ('z2', 'dcr', null, now() + interval '1 day')
                """);
        run("create role somebody nosuperuser nobypassrls");
    }

    @AfterEach
    void the_role_goes() throws SQLException {
        run("reset role");
        run("drop owned by somebody");
        run("drop role somebody");
        run("drop table public.applications");
        connection.close();
    }

    @Test
    void counts_the_live_applications_of_the_zone_under_row_level_security() {
        run("grant select on public.applications to somebody");
        run("set role somebody");
        assertThat(applications.live("z1")).isEqualTo(1);
        assertThat(applications.live("z3")).isZero();
        assertThat(sql.sql("select current_setting('caracal.zone_id', true)")
                        .query(String.class)
                        .single())
                .as("the zone is stated for one transaction")
                .isEmpty();
    }

    @Test
    void reports_the_missing_privilege() {
        run("set role somebody");
        var refused = catchThrowableOfType(Rejection.class, () -> applications.live("z1"));
        assertThat(refused.reason()).isEqualTo(Rejection.Reason.APPLICATIONS_UNREADABLE);
        assertThat(refused)
                .hasMessage("public.applications cannot be read; Edict's role needs SELECT on it. "
                        + "ERROR: permission denied for table applications");
    }

    private void run(String statement) {
        sql.sql(statement).update();
    }
}
