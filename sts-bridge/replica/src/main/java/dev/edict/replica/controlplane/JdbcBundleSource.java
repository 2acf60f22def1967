package dev.edict.replica.controlplane;

import dev.edict.replica.background.LogSafeText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Reads bundles from the enforcement tables and the view {@code zone_activations}, under their plain names on the
 * connection's search path. It waits for changes with LISTEN on the channel {@code edict_log}, on a connection that it
 * keeps for as long as it waits, and also looks each second, because a pooler may lose notifications.
 */
public final class JdbcBundleSource implements BundleSource {

    private static final int ANSWER_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 1_000;
    private static final int FETCHED_AT_ONCE = 16;
    private static final long LONGEST_BUNDLE = 64L * 1024 * 1024;

    /** One statement has one snapshot, so that manifest, contents and sequence are of the same instant. */
    private static final String BUNDLE =
            """
            select a.activation_seq, a.policy_set_id, a.version_id, a.manifest_sha256, a.since,
                   s.manifest_sha256 as sealed_sha256, m.entry ->> 'policy_version_id' as policy_version_id,
                   v.content, v.content_sha256
            from zone_activations a
            left join policy_set_versions s on s.id = a.version_id
            left join lateral jsonb_array_elements(s.manifest_json) with ordinality m (entry, place) on true
            left join policy_versions v on v.id = m.entry ->> 'policy_version_id'
            where a.zone_id = ?
            order by m.place
            limit ?
            """;

    private static final String NEWEST =
            """
            select zone_id, activation_seq, version_id, manifest_sha256 from zone_activations where zone_id = ?
            """;

    private static final String CHANGES =
            """
            select zone_id, activation_seq, version_id, manifest_sha256, position
            from zone_activations
            where position > ?
            order by position
            limit ?
            """;

    private final DataSource database;

    /**
     * @param database with a connect timeout of its own, as a role that may read the tables (docs/operations/sts-role.md);
     *     a read holds one connection
     */
    public JdbcBundleSource(DataSource database) {
        this.database = database;
    }

    private interface Read<T> {
        T from(Connection connection) throws SQLException;
    }

    private <T> T read(Read<T> read) {
        try (var connection = database.getConnection()) {
            var before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            try {
                return read.from(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, before);
                }
            }
        } catch (SQLException e) {
            throw new ControlPlaneFailure("postgres_unreachable", LogSafeText.ofRootCause(e));
        }
    }

    @Override
    public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
        ZoneIds.require("a zone id", zoneId);
        return read(connection -> {
            if (inForce != null && inForce.equals(newest(connection, zoneId))) {
                return Optional.empty();
            }
            connection.setAutoCommit(false);
            try {
                var bundle = bundle(connection, zoneId);
                connection.commit();
                return Optional.of(bundle);
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private static ZoneChange newest(Connection connection, String zoneId) throws SQLException {
        try (var statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, zoneId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? change(rows) : ZoneChange.of(Bundle.neverActivated(zoneId));
            }
        }
    }

    private static ZoneChange change(ResultSet rows) throws SQLException {
        return new ZoneChange(
                rows.getString("zone_id"),
                rows.getLong("activation_seq"),
                rows.getString("version_id"),
                rows.getString("manifest_sha256"));
    }

    private static Bundle bundle(Connection connection, String zoneId) throws SQLException {
        try (var statement = connection.prepareStatement(BUNDLE)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            statement.setString(1, zoneId);
            statement.setInt(2, Bundle.MOST_POLICIES + 1);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? bundle(zoneId, rows) : Bundle.neverActivated(zoneId);
            }
        }
    }

    private static Bundle bundle(String zoneId, ResultSet rows) throws SQLException {
        var seq = rows.getLong("activation_seq");
        var versionId = rows.getString("version_id");
        var manifestSha256 = rows.getString("manifest_sha256");
        var policySetId = rows.getString("policy_set_id");
        var since = rows.getObject("since", OffsetDateTime.class);
        if (versionId != null && !String.valueOf(manifestSha256).equals(rows.getString("sealed_sha256"))) {
            throw new ControlPlaneFailure(
                    "bundle_mismatch", "the bundle is not loaded: its version does not have the activation's manifest");
        }
        return new Bundle(
                zoneId,
                seq,
                policySetId,
                versionId,
                manifestSha256,
                since == null ? null : since.toInstant(),
                versionId == null ? List.of() : policies(rows));
    }

    private static List<Bundle.Policy> policies(ResultSet rows) throws SQLException {
        var policies = new ArrayList<Bundle.Policy>();
        var length = 0L;
        do {
            var id = rows.getString("policy_version_id");
            var content = rows.getString("content");
            var sha256 = rows.getString("content_sha256");
            if (id == null || content == null || sha256 == null) {
                throw new ControlPlaneFailure(
                        "bundle_mismatch", "the bundle is not loaded: a policy version is missing");
            }
            length += content.length();
            if (length > LONGEST_BUNDLE || policies.size() == Bundle.MOST_POLICIES) {
                throw new ControlPlaneFailure(
                        "unusable_answer", "the bundle has more than 256 policies or 64 Mi characters");
            }
            policies.add(new Bundle.Policy(id, content, sha256));
        } while (rows.next());
        return policies;
    }

    @Override
    public ChangePage changes(@Nullable String cursor, Duration wait) {
        var after = cursor == null ? -1 : position(cursor);
        return read(connection -> {
            execute(connection, "listen edict_log");
            try {
                return changesOrWait(connection, after, wait);
            } finally {
                // A pool may hand the connection to a user that never reads notifications.
                execute(connection, "unlisten edict_log");
            }
        });
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new ControlPlaneFailure("invalid_cursor", "the cursor is none of this source");
        }
    }

    private static ChangePage changesOrWait(Connection connection, long after, Duration wait) throws SQLException {
        var deadline = System.nanoTime() + wait.toNanos();
        var page = changes(connection, after);
        for (var left = wait.toMillis(); page.changes().isEmpty() && left > 0; left = millisUntil(deadline)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ControlPlaneFailure("interrupted", "the wait was given up");
            }
            connection.unwrap(PGConnection.class).getNotifications((int) Math.min(left, LOOK_MILLIS));
            page = changes(connection, after);
        }
        return page;
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    private static ChangePage changes(Connection connection, long after) throws SQLException {
        try (var statement = connection.prepareStatement(CHANGES)) {
            statement.setLong(1, after);
            statement.setInt(2, ChangePage.MOST_CHANGES);
            return page(statement, after);
        }
    }

    private static ChangePage page(PreparedStatement statement, long after) throws SQLException {
        var last = after;
        var changes = new ArrayList<ZoneChange>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                last = rows.getLong("position");
                changes.add(change(rows));
            }
        }
        return new ChangePage(Long.toString(last), changes.size() < ChangePage.MOST_CHANGES, changes, Map.of());
    }
}
