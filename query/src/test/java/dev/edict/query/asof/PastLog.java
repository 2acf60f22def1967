package dev.edict.query.asof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Appends events with chosen times to the log, past the trigger that would date them now. */
public final class PastLog implements AutoCloseable {

    private static final DateTimeFormatter OCCURRED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final SingleConnectionDataSource connection;
    private final JdbcTemplate sql;
    private final Map<String, Long> streams = new HashMap<>();
    private final List<Object[]> events = new ArrayList<>();
    private long last;
    private Instant lastRecordedAt = Instant.EPOCH;

    public PastLog(DataSource database) {
        try {
            connection = new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        sql = new JdbcTemplate(connection);
        sql.execute("set session_replication_role = replica");
    }

    /** One connection for many statements: a new one for each takes longer than the statement. */
    public DataSource connection() {
        return connection;
    }

    /** The index of the event, which is in the log after {@link #flush}. */
    public long append(
            String type,
            int revision,
            String stream,
            Map<String, ?> payload,
            Map<String, ?> metadata,
            Instant occurredAt,
            Instant recordedAt) {
        var sequence = streams.merge(stream, 0L, (known, zero) -> known + 1);
        last++;
        lastRecordedAt = recordedAt;
        events.add(new Object[] {
            last,
            new UUID(0, last).toString(),
            stream,
            sequence,
            type,
            String.valueOf(revision),
            JsonMapper.shared().writeValueAsString(payload),
            JsonMapper.shared().writeValueAsString(metadata),
            OCCURRED.format(utc(occurredAt)),
            utc(recordedAt)
        });
        return last;
    }

    public void flush() {
        sql.batchUpdate(
                """
                insert into events.domain_event (global_index, event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at, recorded_at)
                values (?, ?, 'Any', ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                events);
        events.clear();
        sql.update(
                "update events.high_water set global_index = ?, event_id = ?, recorded_at = ?",
                last,
                new UUID(0, last).toString(),
                utc(lastRecordedAt));
    }

    /** The id of a note with this text. */
    public String note(String text) {
        var id = UUID.randomUUID().toString();
        sql.update("insert into events.note (note_id, salt, text) values (?, '\\x00', ?)", id, text);
        return id;
    }

    /** The hash under which the text is stored. */
    public String content(String text) {
        var sha256 = sha256(text);
        sql.update("insert into events.content (sha256, content) values (?, ?) on conflict do nothing", sha256, text);
        return sha256;
    }

    /** Any other change of a row, past every trigger. */
    public void change(String statement, @Nullable Object... parameters) {
        sql.update(statement, parameters);
    }

    @Override
    public void close() {
        connection.destroy();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
