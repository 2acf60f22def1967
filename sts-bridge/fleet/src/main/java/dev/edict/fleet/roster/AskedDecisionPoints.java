package dev.edict.fleet.roster;

import dev.edict.fleet.roster.AnswerComparison.Compared;
import dev.edict.fleet.roster.Reports.Reported;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decision points that do not report: they are in the roster because the configuration leads to them, and what they
 * enforce is what they answer. They have no staleness budget, so each is expected until it loads or is dismissed.
 */
@Component
public class AskedDecisionPoints {

    /** Longer than the longest pause between two questions about a zone. */
    static final int LEASE_SECONDS = 90;

    private static final String OWNER = "configuration";

    private final JdbcClient bridge;
    private final Roster roster;
    private final Reports reports;
    private final Loads loads;
    private final AnswerComparison comparison;
    private final ShortTransactions transactions;
    private final JsonMapper json;
    private final ApplicationEventPublisher publisher;

    AskedDecisionPoints(
            @Qualifier("writePool") DataSource writePool,
            Roster roster,
            Reports reports,
            Loads loads,
            AnswerComparison comparison,
            ShortTransactions transactions,
            JsonMapper json,
            ApplicationEventPublisher publisher) {
        this.bridge = JdbcClient.create(writePool);
        this.roster = roster;
        this.reports = reports;
        this.loads = loads;
        this.comparison = comparison;
        this.transactions = transactions;
        this.json = json;
        this.publisher = publisher;
    }

    /** Adds those that the roster does not have yet, as long as this asker may ask. */
    public void appear(Asker asker, Collection<String> ids) {
        transactions.run(() -> {
            if (mayAsk(asker)) {
                ids.stream().filter(id -> newest(id).isEmpty()).forEach(id -> insert(asker.kind(), id, 1));
            }
            return ids;
        });
    }

    /**
     * Records what one decision point answered, and renews its lease if it said something. One that was dismissed comes
     * back, as its next incarnation, when it says something.
     *
     * @return what the answers prove, in any order; nothing if another process is the asker since
     */
    public List<Proof> record(Asker asker, String id, List<Finding> findings) {
        var compared =
                transactions.run(() -> mayAsk(asker) ? recordAll(asker.kind(), id, findings) : List.<Compared>of());
        if (!compared.isEmpty()) {
            publisher.publishEvent(
                    new ReportRecorded(compared.stream().map(Compared::zoneId).collect(Collectors.toSet())));
        }
        return compared.stream().map(Compared::proof).toList();
    }

    private List<Compared> recordAll(String kind, String id, List<Finding> findings) {
        var says = findings.stream().anyMatch(finding -> finding.answer().isState());
        var newest = newest(id);
        if (newest.filter(known -> !known.ended()).isEmpty() && !says) {
            return List.of();
        }
        var incarnation = newest.filter(known -> !known.ended())
                .map(Newest::incarnation)
                .orElseGet(
                        () -> insert(kind, id, newest.map(Newest::incarnation).orElse(0L) + 1));
        var compared = comparison.of(id, incarnation, findings);
        keepStates(id, incarnation, compared);
        keepQuestions(id, incarnation, compared);
        if (says) {
            renew(id, incarnation);
        }
        return compared;
    }

    private void keepStates(String id, long incarnation, List<Compared> compared) {
        var states = compared.stream().filter(Compared::hasState).toList();
        if (!states.isEmpty()) {
            var report = new Reported(id, incarnation, json.writeValueAsString(states));
            loads.end(report, Reports.REPORTED);
            loads.begin(report, Reports.REPORTED);
            reports.keep(report);
        }
    }

    private void keepQuestions(String id, long incarnation, List<Compared> compared) {
        var rows = json.writeValueAsString(compared);
        bridge.sql(
                        """
                        delete from bridge.question q
                        using jsonb_to_recordset(:rows::jsonb) as r (zone_id text, outcome text)
                        where q.id = :id and q.incarnation = :incarnation and q.zone_id = r.zone_id
                            and r.outcome is null
                        """)
                .param("id", id)
                .param("incarnation", incarnation)
                .param("rows", rows)
                .update();
        bridge.sql(
                        """
                        insert into bridge.question as known (id, incarnation, zone_id, outcome, error)
                        select :id, :incarnation, r.zone_id, r.outcome, r.error
                        from jsonb_to_recordset(:rows::jsonb) as r (zone_id text, outcome text, error text)
                        where r.outcome is not null
                        on conflict (id, incarnation, zone_id) do update set
                            asked_at = excluded.asked_at, outcome = excluded.outcome, error = excluded.error
                        """)
                .param("id", id)
                .param("incarnation", incarnation)
                .param("rows", rows)
                .update();
    }

    /** Holds off a takeover until the transaction ends, so that no answer of an earlier asker is recorded after it. */
    private boolean mayAsk(Asker asker) {
        return bridge.sql("select true from bridge.asker where kind = :kind and holder = :holder for share")
                .param("kind", asker.kind())
                .param("holder", asker.holder())
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    private Optional<Newest> newest(String id) {
        return bridge.sql(
                        """
                        select incarnation, ended_at is not null as ended from bridge.decision_point
                        where id = :id order by incarnation desc limit 1 for update
                        """)
                .param("id", id)
                .query(Newest.class)
                .optional();
    }

    /** It has no lease before it said something. */
    private long insert(String kind, String id, long incarnation) {
        roster.closeLoads(id);
        bridge.sql(
                        """
                        insert into bridge.decision_point
                            (id, incarnation, kind, owner, began_at, reported_at, lease_until)
                        select :id, :incarnation, :kind, :owner, moment, moment, moment
                        from (values (clock_timestamp())) as clock (moment)
                        """)
                .param("id", id)
                .param("incarnation", incarnation)
                .param("kind", kind)
                .param("owner", OWNER)
                .update();
        return incarnation;
    }

    private void renew(String id, long incarnation) {
        bridge.sql(
                        """
                        update bridge.decision_point
                        set reported_at = moment, lease_until = moment + :lease * interval '1 second'
                        from (values (clock_timestamp())) as clock (moment)
                        where id = :id and incarnation = :incarnation
                        """)
                .param("lease", LEASE_SECONDS)
                .param("id", id)
                .param("incarnation", incarnation)
                .update();
    }

    /**
     * The process that asks the decision points of a kind.
     *
     * @param kind in the roster, e.g. {@code sts}
     * @param holder names the process in {@code bridge.asker}
     */
    public record Asker(String kind, String holder) {}

    /**
     * What an answer proves.
     *
     * @param enforcedSeq the activation that the decision point enforces, 0 if nothing governs as before the first one;
     *     null if the answer proves none
     * @param outcome {@code enforces}, {@code not_loaded}, {@code foreign}, {@code unreachable} or {@code failed}
     */
    public record Proof(String zoneId, @Nullable Long enforcedSeq, String outcome) {}

    private record Newest(long incarnation, boolean ended) {}
}
