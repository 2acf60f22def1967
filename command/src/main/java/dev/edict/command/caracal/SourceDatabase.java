package dev.edict.command.caracal;

import dev.edict.command.api.Stamp;
import dev.edict.decision.PolicyDocument;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/** Reads the tables of a Caracal from one snapshot, as a stream on one read-only connection. */
final class SourceDatabase implements AutoCloseable {

    /** A row takes up to 256 KiB. */
    private static final int ROWS_AT_A_TIME = 50;

    private static final String[] HEAD = {
        "id",
        "zone_id",
        "name",
        "description|null",
        "archived_at",
        "created_by|null",
        "created_at",
        "created_via_operator|false",
        "updated_by|null",
        "updated_at",
        "updated_via_operator|false"
    };
    private static final String[] VERSION = {
        "id", "version", "schema_version", "created_by|null", "created_at", "created_via_operator|false"
    };

    private final Connection connection;
    private final JdbcTemplate source;
    private final SourceColumns columns;

    private SourceDatabase(Connection connection, String schema) throws SQLException {
        this.connection = connection;
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        this.source = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        source.setFetchSize(ROWS_AT_A_TIME);
        // One transaction reads everything, and is idle while the rows are imported.
        source.execute("set local statement_timeout = 0");
        source.execute("set local idle_in_transaction_session_timeout = 0");
        // Row-level security of these tables depends on this setting (contract §6.1).
        source.queryForObject("select set_config('caracal.zone_id', '*', true)", String.class);
        this.columns = SourceColumns.of(source, schema);
    }

    static SourceDatabase open(DataSource database, String schema) {
        try {
            return new SourceDatabase(database.getConnection(), schema);
        } catch (SQLException e) {
            throw new ImportRefused("the source cannot be read: " + e.getMessage(), e);
        }
    }

    /** The number of rows to process. */
    long rows() {
        var counted = source.queryForObject(
                """
                select (select count(*) from %s) + (select count(*) from %s) + (select count(*) from %s)
                    + (select count(*) from %s) + (select count(*) from %s)
                    + (select count(*) from %s where active_version_id is not null)
                """
                        .formatted(
                                columns.table("zones"),
                                columns.table("policies"),
                                columns.table("policy_versions"),
                                columns.table("policy_sets"),
                                columns.table("policy_set_versions"),
                                columns.table("policy_set_bindings")),
                Long.class);
        return Objects.requireNonNull(counted);
    }

    void zones(Consumer<SourceZone> consumer) {
        var wanted = columns.list(
                "zones",
                "z",
                "",
                "id",
                "name",
                "slug",
                "dcr_enabled|false",
                "operator_coauthor_badge|true",
                "operator_governed|false",
                "owner_account_id|null",
                "archived_at",
                "created_by|null",
                "created_at",
                "created_via_operator|false",
                "updated_by|null",
                "updated_at|z.created_at",
                "updated_via_operator|false");
        source.query(
                """
                select %s from %s z order by z.created_at, z.id
                """
                        .formatted(wanted, columns.table("zones")),
                row -> {
                    consumer.accept(zone(row));
                });
    }

    /** Archived policies come first, because an archived policy and a live one may have the same name. */
    void policies(Consumer<SourceEntity> consumer) {
        heads(
                """
                select %s, null as active_version_id, null::timestamptz as bound_at, %s, v.content as v_text,
                    v.content_sha256 as v_sha256
                from %s h left join %s v on v.policy_id = h.id
                order by h.archived_at nulls last, h.created_at, h.id, v.version
                """
                        .formatted(
                                columns.list("policies", "h", "", HEAD),
                                columns.list("policy_versions", "v", "v_", VERSION),
                                columns.table("policies"),
                                columns.table("policy_versions")),
                consumer);
    }

    void policySets(Consumer<SourceEntity> consumer) {
        heads(
                """
                select %s, b.active_version_id, b.updated_at as bound_at, %s, v.manifest_json::text as v_text,
                    v.manifest_sha256 as v_sha256
                from %s h
                left join %s b on b.zone_id = h.zone_id and b.policy_set_id = h.id
                left join %s v on v.policy_set_id = h.id
                order by h.archived_at nulls last, h.created_at, h.id, v.version
                """
                        .formatted(
                                columns.list("policy_sets", "h", "", HEAD),
                                columns.list("policy_set_versions", "v", "v_", VERSION),
                                columns.table("policy_sets"),
                                columns.table("policy_set_bindings"),
                                columns.table("policy_set_versions")),
                consumer);
    }

    /**
     * The texts of the existing ones of these policy versions, in this order. May be called while other rows are read.
     */
    List<PolicyDocument> documents(List<String> policyVersionIds) {
        return source.query(
                """
                select v.id, v.content from unnest(?) with ordinality as entry (id, position)
                join %s v on v.id = entry.id order by entry.position
                """
                        .formatted(columns.table("policy_versions")),
                (row, n) -> new PolicyDocument(row.getString("id"), row.getString("content")),
                (Object) policyVersionIds.toArray(String[]::new));
    }

    /** The active bindings whose set does not exist or belongs to another zone. */
    void strayBindings(BiConsumer<String, String> consumer) {
        source.query(
                """
                select b.zone_id, b.policy_set_id from %s b where b.active_version_id is not null
                    and not exists (select from %s h where h.id = b.policy_set_id and h.zone_id = b.zone_id)
                order by 1, 2
                """
                        .formatted(columns.table("policy_set_bindings"), columns.table("policy_sets")),
                row -> {
                    consumer.accept(row.getString(1), row.getString(2));
                });
    }

    private void heads(String statement, Consumer<SourceEntity> consumer) {
        var parts = new VersionBatcher(consumer);
        source.query(statement, row -> {
            if (!parts.isOf(row.getString("id"))) {
                parts.begin(head(row));
            }
            if (row.getString("v_id") != null) {
                parts.add(version(row));
            }
        });
        parts.end();
    }

    private static SourceZone zone(ResultSet row) throws SQLException {
        return new SourceZone(
                row.getString("id"),
                row.getString("name"),
                row.getString("slug"),
                row.getBoolean("dcr_enabled"),
                row.getBoolean("operator_coauthor_badge"),
                row.getBoolean("operator_governed"),
                row.getString("owner_account_id"),
                stamp(row, "created"),
                stamp(row, "updated"),
                instant(row, "archived_at"));
    }

    private static SourceEntity head(ResultSet row) throws SQLException {
        var boundAt = instant(row, "bound_at");
        return new SourceEntity(
                row.getString("id"),
                row.getString("zone_id"),
                row.getString("name"),
                row.getString("description"),
                stamp(row, "created"),
                stamp(row, "updated"),
                instant(row, "archived_at"),
                boundAt == null ? null : new SourceEntity.Binding(row.getString("active_version_id"), boundAt),
                List.of(),
                true,
                true);
    }

    private static SourceEntity.Version version(ResultSet row) throws SQLException {
        return new SourceEntity.Version(
                row.getString("v_id"),
                row.getInt("v_version"),
                row.getString("v_text"),
                row.getString("v_sha256"),
                row.getString("v_schema_version"),
                stamp(row, "v_created"));
    }

    private static Stamp stamp(ResultSet row, String what) throws SQLException {
        return new Stamp(
                Objects.requireNonNull(instant(row, what + "_at"), what + "_at"),
                row.getString(what + "_by"),
                row.getBoolean(what + "_via_operator"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The transaction is read-only, so a failed rollback loses nothing. */
    @Override
    public void close() {
        JdbcUtils.closeConnection(connection);
    }
}
