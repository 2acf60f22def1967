package dev.edict.bridge.resync;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.bridge.redis.ServerIdentity;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.redis.StreamFacts.Group;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins an incarnation of the stream after a loss, with the plan of what has to be published again in it. */
public final class Incarnations {

    /** Zones for which dispatch ids are made at once. */
    private static final int PAGE = 1_000;

    /** Two nodes that reach different servers would else begin one resync after the other. */
    private static final Duration SPACING = Duration.ofSeconds(5);

    private final JdbcClient bridge;
    private final TransactionTemplate transaction;
    private final String stream;
    private volatile boolean isInitialized;

    public Incarnations(DataSource backgroundPool, String stream) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(backgroundPool));
        this.stream = stream;
    }

    /**
     * Records a position where there is none. Nobody knows whether Redis still has what was sent without one, so that
     * is published again; with nothing sent there is nothing to lose.
     */
    public void initialize() {
        if (isInitialized) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (insertPosition() && hasSent()) {
                begin(0, null, Set.of(LossReason.POSITION_UNKNOWN));
            }
        });
        isInitialized = true;
    }

    /**
     * Begins a new incarnation and plans to publish every zone in it; false if another node has done so, or the last
     * one is too recent.
     */
    public boolean open(StreamPosition position, StreamFacts facts, Set<LossReason> reasons) {
        var trimmed = LossDetection.trimmedGroups(position, facts);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (isTooRecent() || !begin(position.incarnation(), facts.server().orElse(null), reasons)) {
                return false;
            }
            trimmed.forEach(this::noteTrimmed);
            return true;
        }));
    }

    private boolean insertPosition() {
        return bridge.sql(
                                """
                        insert into bridge.stream_position (stream, incarnation) values (:stream, 0)
                        on conflict do nothing
                        """)
                        .param("stream", stream)
                        .update()
                == 1;
    }

    private boolean hasSent() {
        return bridge.sql("select exists (select from bridge.outbox where sent_at is not null)")
                .query(Boolean.class)
                .single();
    }

    private boolean isTooRecent() {
        return bridge.sql(
                        """
                        select exists (
                            select from bridge.resync
                            where stream = :stream
                              and noticed_at > clock_timestamp() - :spacing * interval '1 millisecond')
                        """)
                .param("stream", stream)
                .param("spacing", SPACING.toMillis())
                .query(Boolean.class)
                .single();
    }

    private boolean begin(long after, @Nullable ServerIdentity server, Set<LossReason> reasons) {
        var moved = bridge.sql(
                        """
                        update bridge.stream_position
                        set incarnation = incarnation + 1, run_id = :run, replication_id = :replication,
                            first_entry = null, last_entry = null, entries = 0
                        where stream = :stream and incarnation = :after
                        """)
                .param("stream", stream)
                .param("after", after)
                .param("run", server == null ? null : server.runId())
                .param("replication", server == null ? null : server.replicationId())
                .update();
        if (moved == 1) {
            insert(after + 1, reasonsWithUnfinished(after, reasons));
            plan(after + 1);
        }
        return moved == 1;
    }

    /** A resync that did not come to its end is continued by the next one, which says so. */
    private String reasonsWithUnfinished(long incarnation, Set<LossReason> reasons) {
        var all = new TreeSet<String>();
        reasons.forEach(reason -> all.add(reason.code()));
        bridge.sql(
                        """
                        select reasons from bridge.resync
                        where stream = :stream and incarnation = :incarnation and completed_at is null
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .query(String.class)
                .optional()
                .ifPresent(unfinished ->
                        all.addAll(Stream.of(unfinished.split(",")).toList()));
        return String.join(",", all);
    }

    private void insert(long incarnation, String reasons) {
        bridge.sql(
                        """
                        insert into bridge.resync (stream, incarnation, reasons) values (:stream, :incarnation, :reasons)
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .param("reasons", reasons)
                .update();
    }

    /** Every zone that ever had a change. One whose changes are all unsent is published by the outbox alone. */
    private void plan(long incarnation) {
        bridge.sql(
                        """
                        delete from bridge.resync_dispatch
                        where stream = :stream and incarnation < :incarnation and sent_at is null
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .update();
        var after = "";
        List<String> zones;
        do {
            zones = zonesAfter(after);
            insertDispatches(incarnation, zones);
            after = zones.isEmpty() ? after : zones.get(zones.size() - 1);
        } while (zones.size() == PAGE);
    }

    private List<String> zonesAfter(String zoneId) {
        return bridge.sql(
                        """
                        select z.zone_id from bridge.relay_zone z
                        where z.zone_id > :after
                          and exists (select from bridge.outbox o where o.zone_id = z.zone_id)
                        order by z.zone_id
                        limit :page
                        """)
                .param("after", zoneId)
                .param("page", PAGE)
                .query(String.class)
                .list();
    }

    private void insertDispatches(long incarnation, List<String> zoneIds) {
        bridge.sql(
                        """
                        insert into bridge.resync_dispatch (id, stream, incarnation, zone_id)
                        select planned.id, :stream, :incarnation, planned.zone_id
                        from unnest(:ids, :zones) as planned (id, zone_id)
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .param("ids", zoneIds.stream().map(zone -> newDispatchId()).toArray(String[]::new))
                .param("zones", zoneIds.toArray(String[]::new))
                .update();
    }

    private void noteTrimmed(Group group) {
        bridge.sql(
                        """
                        update bridge.stream_group set trimmed_after = :read where stream = :stream and name = :name
                        """)
                .param("stream", stream)
                .param("name", group.name())
                .param("read", group.lastDelivered().sortable())
                .update();
    }

    private static String newDispatchId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
