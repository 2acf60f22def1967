package dev.edict.app.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The peer: one zone's activations as plain JDBC. The statements of the product, in its order and under its lock, but
 * nothing is decided, mapped or serialized; whatever the product needs more than this, Java needs.
 */
final class HandWrittenActivations implements Activations {

    private final DataSource pool;
    private final Zone zone;
    private long sequenceNumber;
    private long activationSeq;
    private @Nullable String governing;

    HandWrittenActivations(DataSource pool, Zone zone) {
        this.pool = pool;
        this.zone = zone;
    }

    @Override
    public void activate(String versionId) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection);
            decide(connection, versionId);
            append(connection, versionId);
            look(connection, versionId);
            project(connection, versionId);
            announce(connection, versionId);
            connection.commit();
        }
        governing = versionId;
        activationSeq++;
        sequenceNumber++;
    }

    private void lock(Connection connection) throws SQLException {
        read(connection, "select head, head_event_id from events.take_command_lock()");
    }

    private void decide(Connection connection, String versionId) throws SQLException {
        read(
                connection,
                """
                select v.policy_set_id, v.version_id, v.manifest_sha256 from command.sealed_version v
                where v.zone_id = ? and v.policy_set_id = ? and v.version_id = ?
                """,
                zone.zoneId(),
                zone.policySetId(),
                versionId);
        read(
                connection,
                """
                select p.name from command.manifest_entry m
                    join command.policy_version v on v.version_id = m.policy_version_id
                    join command.policy p on p.policy_id = v.policy_id
                where m.version_id = ? and p.archived
                """,
                versionId);
        read(
                connection,
                """
                select simulation_id from command.simulation
                where zone_id = ? and manifest_sha256 = ?
                order by created_at desc, simulation_id desc limit 1
                """,
                zone.zoneId(),
                "0".repeat(64));
    }

    private void append(Connection connection, String versionId) throws SQLException {
        write(
                connection,
                """
                insert into events.domain_event (event_id, aggregate_id, sequence_number, aggregate_type, occurred_at,
                    event_type, revision, payload, metadata)
                values (?, ?, ?, 'Zone', ?, 'zone.version_activated', '2', ?, ?)
                """,
                UuidCreator.getTimeOrderedEpoch().toString(),
                zone.zoneId(),
                sequenceNumber + 1,
                now().toInstant().toString(),
                """
                {"zoneId":"%s","policySetId":"%s","versionId":"%s","manifestSha256":"%s","activationSeq":%d,\
                "replacedSeq":null,"previousVersionId":null,"simulationId":null,"grounds":{"reason":null,\
                "previewDigest":null,"evidence":null,"canaries":null},"dispatchId":"%s"}"""
                        .formatted(
                                zone.zoneId(), zone.policySetId(), versionId, "0".repeat(64), activationSeq + 1, "x"),
                """
                {"actor":"bench","causationId":"%s","correlationId":"bench","requestId":"bench"}"""
                        .formatted(UuidCreator.getTimeOrderedEpoch()));
    }

    private void look(Connection connection, String versionId) throws SQLException {
        write(
                connection,
                "update command.zone set governing_version_id = ? where zone_id = ?",
                versionId,
                zone.zoneId());
        write(
                connection,
                """
                insert into command.activation
                    (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, replaced_seq, retreat)
                values (?, ?, ?, ?, ?, ?, command.retreat_over(?, ?, ?))
                """,
                zone.zoneId(),
                activationSeq + 1,
                zone.policySetId(),
                versionId,
                "0".repeat(64),
                activationSeq == 0 ? null : activationSeq,
                zone.zoneId(),
                activationSeq == 0 ? null : activationSeq,
                versionId);
        write(
                connection,
                """
                insert into command.governed_version (zone_id, version_id, latest_seq) values (?, ?, ?)
                on conflict (zone_id, version_id) do update set latest_seq = excluded.latest_seq, rolled_back = false
                """,
                zone.zoneId(),
                versionId,
                activationSeq + 1);
    }

    private void project(Connection connection, String versionId) throws SQLException {
        var at = now();
        write(
                connection,
                """
                update policy_set_bindings set active_version_id = null, updated_at = ?
                where zone_id = ? and policy_set_id <> ? and active_version_id is not null
                """,
                at,
                zone.zoneId(),
                zone.policySetId());
        write(
                connection,
                """
                update policy_set_bindings set active_version_id = ?, updated_at = ?
                where zone_id = ? and policy_set_id = ?
                """,
                versionId,
                at,
                zone.zoneId(),
                zone.policySetId());
        write(
                connection,
                "update policy_sets set updated_at = ?, updated_by = ? where id = ?",
                at,
                "bench",
                zone.policySetId());
        write(
                connection,
                """
                insert into governance
                    (zone_id, activation_seq, policy_set_id, version_id, previous_version_id, dispatch_id, actor, since)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (zone_id) do update set
                    activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                    version_id = excluded.version_id, previous_version_id = excluded.previous_version_id,
                    dispatch_id = excluded.dispatch_id, actor = excluded.actor, since = excluded.since
                """,
                zone.zoneId(),
                activationSeq + 1,
                zone.policySetId(),
                versionId,
                governing,
                "bench",
                "bench",
                at);
        write(
                connection,
                """
                insert into zone_activations
                    (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, since, position)
                values (?, ?, ?, ?, (select manifest_sha256 from policy_set_versions where id = ?), ?,
                    (select global_index from events.high_water))
                on conflict (zone_id) do update set
                    activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                    version_id = excluded.version_id, manifest_sha256 = excluded.manifest_sha256,
                    since = excluded.since, position = excluded.position
                """,
                zone.zoneId(),
                activationSeq + 1,
                zone.policySetId(),
                versionId,
                versionId,
                at);
    }

    private void announce(Connection connection, String versionId) throws SQLException {
        var at = now();
        write(
                connection,
                """
                insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                                           request_id, created_at, next_attempt_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                UuidCreator.getTimeOrderedEpoch().toString(),
                zone.zoneId(),
                activationSeq + 1,
                zone.policySetId(),
                versionId,
                "bench",
                at,
                at);
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    private static void read(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = bound(connection, sql, values);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    private static void write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = bound(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
