package dev.edict.fleet.propagation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code bridge.deployment}: every activation, and which of them are still to be watched. */
@Component
public class Deployments {

    public static final String SELECTED =
            """
            select zone_id, activation_seq, version_id, manifest_sha256, committed_at, expected, settled_at, overdue, canaries,
                (extract(epoch from clock_timestamp() - committed_at) * 1000)::bigint as age_ms
            from bridge.deployment
            """;

    private final JdbcClient questions;
    private final JdbcClient bridge;

    Deployments(@Qualifier("queryPool") DataSource queryPool, @Qualifier("backgroundPool") DataSource backgroundPool) {
        this.questions = JdbcClient.create(queryPool);
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** The latest one of a zone; empty if the zone never had an activation. */
    public Optional<Deployment> latest(String zoneId) {
        return questions
                .sql(
                        SELECTED
                                + """
                        where zone_id = :zone order by activation_seq desc limit 1
                        """)
                .param("zone", zoneId)
                .query(Deployment.class)
                .optional();
    }

    /** One of a zone, by its number; empty if there is none, or it was pruned. */
    public Optional<Deployment> find(String zoneId, long activationSeq) {
        return questions
                .sql(
                        SELECTED
                                + """
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("zone", zoneId)
                .param("seq", activationSeq)
                .query(Deployment.class)
                .optional();
    }

    public boolean isZone(String zoneId) {
        return questions
                .sql("select exists (select from bridge.relay_zone where zone_id = :zone)")
                .param("zone", zoneId)
                .query(Boolean.class)
                .single();
    }

    /** Watched ones whose turn it is, and those of some zones; the longest waiting first. */
    List<Deployment> due(Collection<String> zoneIds, int limit) {
        return bridge.sql(
                        SELECTED
                                + """
                        where watched and (next_look_at <= clock_timestamp() or zone_id = any(:zones))
                        order by next_look_at limit :limit
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .param("limit", limit)
                .query(Deployment.class)
                .list();
    }

    void lookAgainIn(Deployment deployment, Duration delay) {
        update(
                deployment,
                bridge.sql(
                                """
                                update bridge.deployment
                                set next_look_at = clock_timestamp() + :delay * interval '1 millisecond'
                                where zone_id = :zone and activation_seq = :seq
                                """)
                        .param("delay", delay.toMillis()));
    }

    /** The first node that sees it says when; returns whether this was the first. */
    boolean settle(Deployment deployment, int expected, Instant at) {
        return update(
                deployment,
                bridge.sql(
                                """
                                update bridge.deployment set expected = :expected, settled_at = :at
                                where zone_id = :zone and activation_seq = :seq and settled_at is null
                                """)
                        .param("expected", expected)
                        .param("at", at.atOffset(ZoneOffset.UTC)));
    }

    void markOverdue(Deployment deployment) {
        update(
                deployment,
                bridge.sql(
                        """
                        update bridge.deployment set overdue = true where zone_id = :zone and activation_seq = :seq
                        """));
    }

    void watchNoLonger(Deployment deployment, int expected) {
        update(
                deployment,
                bridge.sql(
                                """
                                update bridge.deployment set watched = false, expected = coalesce(expected, :expected)
                                where zone_id = :zone and activation_seq = :seq
                                """)
                        .param("expected", expected));
    }

    private static boolean update(Deployment deployment, JdbcClient.StatementSpec statement) {
        return statement
                        .param("zone", deployment.zoneId())
                        .param("seq", deployment.activationSeq())
                        .update()
                > 0;
    }
}
