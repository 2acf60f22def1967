package dev.edict.replica;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL with the tables of the control plane, for the owner and for a role that only reads. */
final class TestDatabase {

    private static final EmbeddedPostgres SERVER = started();

    private TestDatabase() {}

    static TestDatabase empty() {
        var database = new TestDatabase();
        database.execute("truncate views.policy_versions, views.policy_set_versions, views.governance");
        return database;
    }

    /** With the search path of its role, so that the tables have their plain names. */
    DataSource asSts() {
        return SERVER.getDatabase("sts", "postgres");
    }

    /** In one transaction that announces itself, as an append to the log does. */
    void put(Bundle bundle) {
        try (var connection = SERVER.getPostgresDatabase().getConnection()) {
            connection.setAutoCommit(false);
            for (var policy : bundle.policies()) {
                update(
                        connection,
                        "insert into views.policy_versions values (?, ?, ?) on conflict do nothing",
                        policy.policyVersionId(),
                        policy.content(),
                        policy.contentSha256());
            }
            putSetVersion(connection, bundle);
            update(
                    connection,
                    """
                    insert into views.governance values (?, ?, ?, ?, ?::timestamptz, nextval('views.position'))
                    on conflict (zone_id) do update set activation_seq = excluded.activation_seq,
                        version_id = excluded.version_id, since = excluded.since, position = excluded.position
                    """,
                    bundle.zoneId(),
                    bundle.activationSeq(),
                    bundle.policySetId(),
                    bundle.versionId(),
                    String.valueOf(bundle.since()));
            update(connection, "select pg_notify('edict_log', '')");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putSetVersion(Connection connection, Bundle bundle) throws SQLException {
        if (bundle.versionId() == null) {
            return;
        }
        var manifest = bundle.policies().stream()
                .map(policy -> Map.of("policy_version_id", policy.policyVersionId()))
                .toList();
        update(
                connection,
                "insert into views.policy_set_versions values (?, ?::jsonb, ?) on conflict do nothing",
                bundle.versionId(),
                new String(Json.bytes(manifest), StandardCharsets.UTF_8),
                Objects.requireNonNull(bundle.manifestSha256()));
    }

    private static void update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var place = 0; place < parameters.length; place++) {
                statement.setObject(place + 1, parameters[place]);
            }
            statement.execute();
        }
    }

    /** How many connections of the reading role have listened last, and are waiting. */
    static long listeners() {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        """
                        select count(*) from pg_stat_activity
                        where usename = 'sts' and state = 'idle' and query like '%zone_activations%'
                        """)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres started() {
        try {
            var server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            try (var script = TestDatabase.class.getResourceAsStream("/tables.sql");
                    var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
