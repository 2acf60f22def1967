package dev.edict.projector.rebuild;

import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/** A snapshot of the live and the rebuilt tables, compared while commands run. */
final class Snapshot implements AutoCloseable {

    private final RebuildConnection connection;
    private final Serializer tokens;
    private final long head;

    private Snapshot(RebuildConnection connection, Serializer tokens, long head) {
        this.connection = connection;
        this.tokens = tokens;
        this.head = head;
    }

    static Snapshot take(DataSource pool, Serializer tokens, long head) {
        var connection = RebuildConnection.open(pool);
        try {
            connection.beginSnapshot();
            return new Snapshot(connection, tokens, head);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Comparison compare(List<String> tables) {
        var sql = connection.sql();
        // The text of a timestamp, and therefore the digest, depends on the time zone.
        connection.execute("set local time zone 'UTC'");
        var position = timelinePosition();
        var compared = tables.stream()
                .map(table -> new TableComparison(sql, table, position).run())
                .toList();
        return new Comparison(head, position, setAside(), compared);
    }

    /** The digests of the rebuilt tables alone. */
    List<Table> digests(List<String> tables) {
        connection.execute("set local time zone 'UTC'");
        return tables.stream()
                .map(table -> new TableComparison(connection.sql(), table, 0).rebuilt())
                .toList();
    }

    /** The streaming processor may lag and is not waited for. */
    private long timelinePosition() {
        return connection
                .sql()
                .sql("select token_type, token from projection.token where processor_name = 'timeline'")
                .query((row, n) -> positionOf(row.getString("token_type"), row.getBytes("token")))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
    }

    private long positionOf(@Nullable String type, byte @Nullable [] token) {
        if (type == null || token == null) {
            return 0;
        }
        TrackingToken read = tokens.deserialize(new SimpleSerializedObject<>(token, byte[].class, type, null));
        return WrappedToken.unwrapLowerBound(read).position().orElse(0);
    }

    private long setAside() {
        return connection
                .sql()
                .sql("select count(*) from projection.dead_letter where processor_name = 'timeline'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        connection.close();
    }
}
