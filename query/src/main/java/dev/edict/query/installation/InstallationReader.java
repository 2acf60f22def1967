package dev.edict.query.installation;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the state of the installation from its database, with no more rows than a page shows. */
@Component
public class InstallationReader {

    /** The maximum number of rows of each list. */
    public static final int MOST = 50;

    private final JdbcClient tables;

    public InstallationReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * The connections of one pool or tool to the database.
     *
     * @param address of the other side; null for a local socket, or if the role may not see it
     * @param name of the pool
     * @param since when the oldest of them was opened
     */
    public record Connections(@Nullable String address, @Nullable String name, int count, @Nullable Instant since) {}

    /**
     * A streaming processor.
     *
     * @param owner the process that runs it; null if none does
     * @param deadLetters events that it could not handle, and those that wait behind them
     */
    public record Processor(String name, int segment, @Nullable String owner, long deadLetters) {}

    /**
     * A zone that a processor stands still for.
     *
     * @param event the name of the event that failed
     * @param cause why it failed
     */
    public record StalledZone(String processor, String zoneId, String event, @Nullable String cause, long waiting) {}

    /**
     * The invalidations that wait to be sent.
     *
     * @param oldestSeconds how long the oldest one waits; 0 if none does
     * @param lastError of the oldest one; null if none failed
     */
    public record RelayBacklog(long pending, double oldestSeconds, @Nullable String lastError) {}

    /** The number of decisions that could not be stored, for one reason. */
    public record SetAside(String source, String reason, long count, Instant latest) {}

    /** The version of the server, such as {@code 18.1}. */
    public String serverVersion() {
        return tables.sql("select current_setting('server_version')")
                .query(String.class)
                .single();
    }

    /** The index of the last event in the log; 0 for an empty log. */
    public long logHead() {
        return tables.sql("select coalesce((select global_index from events.high_water), 0)")
                .query(Long.class)
                .single();
    }

    /** The index of the newest event in the timeline; 0 if there is none. */
    public long timelineHead() {
        return tables.sql("select coalesce((select max(sequence) from views.timeline), 0)")
                .query(Long.class)
                .single();
    }

    /** Who is connected to this database, by address and name. */
    public List<Connections> connections() {
        return tables.sql(
                        """
                        select host(client_addr) as address, nullif(application_name, '') as name, count(*) as count,
                            min(backend_start) as since
                        from pg_stat_activity
                        where datname = current_database() and backend_type = 'client backend'
                        group by client_addr, application_name
                        order by client_addr nulls first, application_name limit :most
                        """)
                .param("most", MOST)
                .query(Connections.class)
                .list();
    }

    /** The streaming processors, by name. */
    public List<Processor> processors() {
        return tables.sql(
                        """
                        select t.processor_name as name, t.segment, t.owner,
                            (select count(*) from projection.dead_letter d
                                where d.processor_name = t.processor_name) as dead_letters
                        from projection.token t order by t.processor_name, t.segment limit :most
                        """)
                .param("most", MOST)
                .query(Processor.class)
                .list();
    }

    /** The zones that a processor stands still for, each with its first event. */
    public List<StalledZone> stalledZones() {
        return tables.sql(
                        """
                        select processor_name as processor, zone_id, event_type as event,
                            cause_type || ': ' || coalesce(cause_message, '') as cause, waiting
                        from (select d.*, count(*) over of_zone as waiting, row_number() over (of_zone
                                order by position_in_zone) as place
                            from projection.dead_letter d
                            window of_zone as (partition by processor_name, zone_id)) letters
                        where place = 1 order by processor_name, zone_id limit :most
                        """)
                .param("most", MOST)
                .query(StalledZone.class)
                .list();
    }

    public RelayBacklog relayBacklog() {
        return tables.sql(
                        """
                        select count(*) as pending,
                            coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as oldest_seconds,
                            (array_agg(last_error order by created_at))[1] as last_error
                        from bridge.outbox where sent_at is null
                        """)
                .query(RelayBacklog.class)
                .single();
    }

    /** The decisions that could not be stored, by reason. */
    public List<SetAside> decisionsSetAside() {
        return tables.sql(
                        """
                        select source, reason, count(*) as count, max(received_at) as latest
                        from bridge.audit_dead_letter group by source, reason order by source, reason limit :most
                        """)
                .param("most", MOST)
                .query(SetAside.class)
                .list();
    }
}
