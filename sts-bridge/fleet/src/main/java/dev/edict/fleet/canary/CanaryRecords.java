package dev.edict.fleet.canary;

import static dev.edict.command.api.Rejection.Reason.ACTIVATION_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.CANARIES_CHANGED;
import static dev.edict.command.api.Rejection.Reason.ZONE_FORBIDDEN;

import dev.edict.fleet.roster.Owner;
import dev.edict.fleet.roster.Roster;
import dev.edict.fleet.roster.ShortTransactions;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code bridge.canary_run} and {@code bridge.canary_events}: compares answers with what is expected, and keeps them. */
@Component
public class CanaryRecords {

    private final JdbcClient bridge;
    private final Roster roster;
    private final ShortTransactions transactions;
    private final JsonMapper json;

    CanaryRecords(
            @Qualifier("writePool") DataSource writePool,
            Roster roster,
            ShortTransactions transactions,
            JsonMapper json) {
        this.bridge = JdbcClient.create(writePool);
        this.roster = roster;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Records the answers of a decision point; what it answered before about this activation stays. A canary without an
     * answer failed.
     *
     * @throws dev.edict.command.api.Rejection {@code zone_forbidden}, {@code replica_unknown},
     *     {@code incarnation_superseded}, {@code activation_unknown}, {@code canaries_changed}; nothing is recorded then
     */
    CanaryTally record(String id, CanaryAnswers answers, Owner owner) {
        if (owner.zoneId() != null && !owner.zoneId().equals(answers.zoneId())) {
            throw ZONE_FORBIDDEN.because("this token is limited to zone %s", owner.zoneId());
        }
        return transactions.run(() -> {
            roster.hold(id, answers.incarnation(), owner);
            requireLoaded(id, answers);
            keep(id, answers);
            return tally(id, answers);
        });
    }

    /**
     * Records the answers of a decision point that was asked by Edict, as {@link #record} does those of one that reports.
     *
     * @throws dev.edict.command.api.Rejection {@code activation_unknown}, {@code canaries_changed}; nothing is recorded then
     */
    public void recordAsked(String id, CanaryAnswers answers) {
        transactions.run(() -> {
            requireLoaded(id, answers);
            keep(id, answers);
            return tally(id, answers);
        });
    }

    private void requireLoaded(String id, CanaryAnswers answers) {
        var loaded = bridge.sql(
                        """
                        select exists (select from bridge.load
                            where replica = :id and incarnation = :incarnation and zone_id = :zone
                                and activation_seq = :seq)
                        """)
                .param("id", id)
                .param("incarnation", answers.incarnation())
                .param("zone", answers.zoneId())
                .param("seq", answers.activationSeq())
                .query(Boolean.class)
                .single();
        if (!loaded) {
            throw ACTIVATION_UNKNOWN.because(
                    "%s never reported that it loaded activation %d of zone %s",
                    id, answers.activationSeq(), answers.zoneId());
        }
    }

    /**
     * Keeps answers to the newest canaries, and nothing otherwise: one statement sees one version of them, and locks
     * none that a command may be about to change. One transaction at a time does it, so that the answers become visible
     * in the order of their numbers.
     */
    private void keep(String id, CanaryAnswers answers) {
        bridge.sql("select pg_advisory_xact_lock(hashtextextended('bridge.canary_events', 0))")
                .query((row, n) -> true)
                .single();
        bridge.sql(
                        """
                        with answer as (
                            select c.name, c.expect || coalesce(' ' || c.expect_reason, '') as expected, a.decision, a.reason,
                                a.decision || case when a.decision = 'deny' then coalesce(' ' || a.reason, '') else '' end
                                    as actual,
                                coalesce(a.decision = c.expect and (c.expect_reason is null or c.expect_reason = a.reason),
                                    false) as passed
                            from bridge.zone_canaries newest
                            join bridge.zone_canary c on c.zone_id = newest.zone_id
                            left join jsonb_to_recordset(:answers::jsonb) as a (name text, decision text, reason text)
                                on a.name = c.name
                            where newest.zone_id = :zone and newest.version = :version
                        ),
                        run as (
                            insert into bridge.canary_run
                                (zone_id, activation_seq, id, incarnation, canaries_version, passed, failed, failing)
                            select :zone, :seq, :id, :incarnation, :version,
                                count(*) filter (where passed), count(*) filter (where not passed),
                                coalesce((select jsonb_agg(to_jsonb(f)) from (
                                    select name, expected, actual from answer where not passed order by name limit 10) f),
                                    '[]')
                            from answer
                            having count(*) > 0
                            on conflict do nothing
                            returning failed
                        ),
                        again as (
                            update bridge.deployment set canaries_state = 'pending', canaries_look_at = clock_timestamp()
                            where zone_id = :zone and activation_seq = :seq
                                and exists (select from run
                                    where canaries_state = 'not_verifiable' or (canaries_state = 'passed' and failed > 0))
                        )
                        insert into bridge.canary_events
                            (id, zone_id, event_type, request_id, decision, policy_set_version_id, manifest_sha,
                             evaluation_status, metadata_json, occurred_at, source, reason, decision_point)
                        select gen_random_uuid(), :zone, 'canary', 'canary-' || :seq, coalesce(a.decision, 'not_executed'),
                            d.version_id, d.manifest_sha256,
                            case when a.decision is null then 'not_executed' else 'complete' end,
                            jsonb_build_object('canary', a.name, 'expected', a.expected,
                                'outcome', case when a.passed then 'passed' else 'failed' end,
                                'activation_seq', d.activation_seq, 'canaries_version', :version::bigint),
                            clock_timestamp(), 'canary', a.reason, :id
                        from answer a
                        join run on true
                        join bridge.deployment d on d.zone_id = :zone and d.activation_seq = :seq
                        order by a.name
                        """)
                .param("answers", json.writeValueAsString(answers.lastOfEach()))
                .param("zone", answers.zoneId())
                .param("seq", answers.activationSeq())
                .param("id", id)
                .param("incarnation", answers.incarnation())
                .param("version", answers.canariesVersion())
                .update();
    }

    private CanaryTally tally(String id, CanaryAnswers answers) {
        return bridge.sql(
                        """
                        select passed, failed from bridge.canary_run
                        where zone_id = :zone and activation_seq = :seq and id = :id and incarnation = :incarnation
                        """)
                .param("zone", answers.zoneId())
                .param("seq", answers.activationSeq())
                .param("id", id)
                .param("incarnation", answers.incarnation())
                .query(CanaryTally.class)
                .optional()
                .orElseThrow(() -> CANARIES_CHANGED.because(
                        "zone %s has another version of its canaries; these answers are to version %d",
                        answers.zoneId(), answers.canariesVersion()));
    }
}
