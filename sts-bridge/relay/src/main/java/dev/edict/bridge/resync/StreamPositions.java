package dev.edict.bridge.resync;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.ServerIdentity;
import dev.edict.bridge.redis.StreamFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code bridge.stream_position} and {@code bridge.stream_group}: what Redis should hold. */
public final class StreamPositions {

    private final JdbcClient bridge;
    private final String stream;

    public StreamPositions(DataSource backgroundPool, String stream) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.stream = stream;
    }

    /** What Redis should hold; empty before the first node has looked at the outbox. */
    public Optional<StreamPosition> find() {
        var groups = groups();
        return bridge.sql(
                        """
                        select p.incarnation, p.run_id, p.replication_id, p.first_entry, p.last_entry, p.entries,
                               r.incarnation is not null and r.groups_restored_at is null as restoring
                        from bridge.stream_position p
                        left join bridge.resync r on r.stream = p.stream and r.incarnation = p.incarnation
                        where p.stream = :stream
                        """)
                .param("stream", stream)
                .query((row, n) -> new StreamPosition(
                        row.getLong("incarnation"),
                        identity(row.getString("run_id"), row.getString("replication_id")),
                        entry(row.getString("first_entry")),
                        entry(row.getString("last_entry")),
                        row.getLong("entries"),
                        row.getBoolean("restoring"),
                        groups))
                .optional();
    }

    private Map<String, @Nullable EntryId> groups() {
        var groups = new HashMap<String, @Nullable EntryId>();
        bridge.sql("select name, trimmed_after from bridge.stream_group where stream = :stream")
                .param("stream", stream)
                .query((row, n) -> groups.put(row.getString("name"), entry(row.getString("trimmed_after"))))
                .list();
        return groups;
    }

    /**
     * The incarnation in which an entry of this zone may be sent; empty while a resync has yet to publish the zone,
     * because readers would hear of a later change before an earlier one.
     */
    public Optional<Incarnation> current(String zoneId) {
        return bridge.sql(
                        """
                        select p.incarnation, p.run_id, p.replication_id
                        from bridge.stream_position p
                        where p.stream = :stream
                          and not exists (
                              select from bridge.resync_dispatch d
                              where d.stream = p.stream
                                and d.incarnation = p.incarnation
                                and d.zone_id = :zone
                                and d.sent_at is null)
                        """)
                .param("stream", stream)
                .param("zone", zoneId)
                .query((row, n) -> new Incarnation(
                        row.getLong("incarnation"), identity(row.getString("run_id"), row.getString("replication_id"))))
                .optional();
    }

    /** Counts entries that Redis took; false if another incarnation has begun, in which they do not count. */
    public boolean advance(Incarnation incarnation, EntryId first, EntryId last, int entries) {
        var server = incarnation.server();
        return bridge.sql(
                                """
                        update bridge.stream_position
                        set first_entry = least(first_entry, :first), last_entry = greatest(last_entry, :last),
                            entries = entries + :entries
                        where stream = :stream
                          and incarnation = :incarnation
                          and (cast(:run as text) is null or run_id = :run and replication_id = :replication)
                        """)
                        .param("stream", stream)
                        .param("incarnation", incarnation.number())
                        .param("run", server == null ? null : server.runId())
                        .param("replication", server == null ? null : server.replicationId())
                        .param("first", first.sortable())
                        .param("last", last.sortable())
                        .param("entries", entries)
                        .update()
                == 1;
    }

    /**
     * Notes another Redis, which has everything up to this position; without effect if entries were sent meanwhile,
     * because those it may lack.
     */
    public void adopt(StreamPosition position, ServerIdentity server) {
        var last = position.last();
        bridge.sql(
                        """
                        update bridge.stream_position
                        set run_id = :run, replication_id = :replication
                        where stream = :stream and incarnation = :incarnation
                          and last_entry is not distinct from :last
                        """)
                .param("stream", stream)
                .param("incarnation", position.incarnation())
                .param("last", last == null ? null : last.sortable())
                .param("run", server.runId())
                .param("replication", server.replicationId())
                .update();
    }

    public void noteGroups(Collection<String> names) {
        names.forEach(name -> bridge.sql(
                        """
                        insert into bridge.stream_group (stream, name) values (:stream, :name) on conflict do nothing
                        """)
                .param("stream", stream)
                .param("name", name)
                .update());
    }

    /** Notes how far groups were given entries; writes only what changed. */
    public void noteDelivered(Collection<StreamFacts.Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        bridge.sql(
                        """
                        update bridge.stream_group g
                        set last_delivered = found.entry, delivered_at = clock_timestamp()
                        from unnest(:names::text[], :entries::text[]) as found (name, entry)
                        where g.stream = :stream and g.name = found.name
                            and g.last_delivered is distinct from found.entry
                        """)
                .param("stream", stream)
                .param("names", groups.stream().map(StreamFacts.Group::name).toArray(String[]::new))
                .param(
                        "entries",
                        groups.stream()
                                .map(group -> group.lastDelivered().sortable())
                                .toArray(String[]::new))
                .update();
    }

    /** For groups that may not be created again. */
    public void forgetGroups(Collection<String> names) {
        names.forEach(name -> bridge.sql("delete from bridge.stream_group where stream = :stream and name = :name")
                .param("stream", stream)
                .param("name", name)
                .update());
    }

    private static @Nullable ServerIdentity identity(@Nullable String runId, @Nullable String replicationId) {
        return runId == null || replicationId == null ? null : new ServerIdentity(runId, replicationId);
    }

    private static @Nullable EntryId entry(@Nullable String sortable) {
        return sortable == null ? null : EntryId.parse(sortable);
    }
}
