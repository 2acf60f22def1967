package dev.edict.fleet.roster;

import static dev.edict.command.api.Rejection.Reason.ACTIVATION_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.REPORT_OUT_OF_ORDER;
import static dev.edict.command.api.Rejection.Reason.ZONE_FORBIDDEN;

import java.sql.Types;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records the reports of decision points, each in one transaction and only if all of it is true. */
@Component
class Reports {

    /** The zones of a report as rows; the web's naming of JSON members is that of the columns. */
    static final String REPORTED =
            """
            jsonb_to_recordset(:zones::jsonb) as r (zone_id text, activation_seq bigint, manifest_sha256 text,
                loaded_at timestamptz, confirmed_current_age_ms bigint, since_change_age_ms bigint, state text,
                error text, decided boolean)
            """;

    private final JdbcClient bridge;
    private final Roster roster;
    private final Loads loads;
    private final ShortTransactions transactions;
    private final JsonMapper json;

    Reports(
            @Qualifier("writePool") DataSource writePool,
            Roster roster,
            Loads loads,
            ShortTransactions transactions,
            JsonMapper json) {
        this.bridge = JdbcClient.create(writePool);
        this.roster = roster;
        this.loads = loads;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Records a report and renews the lease.
     *
     * @throws dev.edict.command.api.Rejection {@code replica_unknown}, {@code incarnation_superseded},
     *     {@code report_out_of_order}, {@code zone_forbidden}, {@code activation_unknown}; nothing is recorded then
     */
    void record(String id, ReportBody report, Owner owner) {
        transactions.run(() -> {
            var holder = roster.hold(id, report.incarnation(), owner);
            if (report.counter() <= holder.counter()) {
                throw REPORT_OUT_OF_ORDER.because(
                        "report %d came already; this is %d", holder.counter(), report.counter());
            }
            if (!report.zones().isEmpty()) {
                recordZones(new Reported(id, report.incarnation(), json.writeValueAsString(report.lastOfEachZone())));
            }
            renew(id, report);
            return holder;
        });
    }

    /** Also refuses a zone before anything is looked up about it. */
    void requireOwnZone(ReportBody report, Owner owner) {
        var own = owner.zoneId();
        report.zoneIds().stream()
                .filter(zoneId -> own != null && !own.equals(zoneId))
                .findAny()
                .ifPresent(zoneId -> {
                    throw ZONE_FORBIDDEN.because("this token is limited to zone %s", own);
                });
    }

    private void recordZones(Reported report) {
        unknown(report).ifPresent(zoneId -> {
            throw ACTIVATION_UNKNOWN.because("zone %s has no activation with this number and manifest hash", zoneId);
        });
        older(report).ifPresent(zoneId -> {
            throw REPORT_OUT_OF_ORDER.because("zone %s: a newer activation was loaded already", zoneId);
        });
        loads.end(report, REPORTED);
        loads.begin(report, REPORTED);
        loads.decided(report, REPORTED);
        keep(report);
    }

    /** What cannot be loaded may have another hash than it should; that it has is why it cannot be loaded. */
    private Optional<String> unknown(Reported report) {
        return report.bind(bridge.sql(
                        """
                        select r.zone_id
                        from %s
                        left join bridge.deployment d
                            on d.zone_id = r.zone_id and d.activation_seq = r.activation_seq
                        where not coalesce(case
                            when r.activation_seq = 0 then r.manifest_sha256 is null
                                and exists (select from bridge.relay_zone z where z.zone_id = r.zone_id)
                            else d.zone_id is not null
                                and (r.state = 'failed' or d.manifest_sha256 is not distinct from r.manifest_sha256)
                            end, false)
                        limit 1
                        """
                                .formatted(REPORTED)))
                .query(String.class)
                .optional();
    }

    /** A decision point never goes back. */
    private Optional<String> older(Reported report) {
        return report.bind(bridge.sql(
                        """
                        select r.zone_id
                        from %s
                        join bridge.decision_point_zone z
                            on z.id = :id and z.incarnation = :incarnation and z.zone_id = r.zone_id
                        where r.state = 'loaded' and r.activation_seq < z.loaded_seq
                        limit 1
                        """
                                .formatted(REPORTED)))
                .query(String.class)
                .optional();
    }

    void keep(Reported report) {
        report.bind(bridge.sql(
                        """
                        insert into bridge.decision_point_zone as known
                            (id, incarnation, zone_id, state, activation_seq, manifest_sha256, error,
                             loaded_seq, loaded_at, confirmed_at, changed_at, reported_at)
                        select :id, :incarnation, r.zone_id, r.state, r.activation_seq, r.manifest_sha256, r.error,
                            case when r.state = 'loaded' then r.activation_seq end, r.loaded_at,
                            moment - r.confirmed_current_age_ms * interval '1 millisecond',
                            moment - r.since_change_age_ms * interval '1 millisecond', moment
                        from %s, (values (clock_timestamp())) as clock (moment)
                        on conflict (id, incarnation, zone_id) do update set
                            state = excluded.state, activation_seq = excluded.activation_seq,
                            manifest_sha256 = excluded.manifest_sha256, error = excluded.error,
                            loaded_seq = coalesce(excluded.loaded_seq, known.loaded_seq),
                            loaded_at = coalesce(excluded.loaded_at, known.loaded_at),
                            confirmed_at = coalesce(excluded.confirmed_at, known.confirmed_at),
                            changed_at = coalesce(excluded.changed_at, known.changed_at),
                            reported_at = excluded.reported_at
                        """
                                .formatted(REPORTED)))
                .update();
    }

    private void renew(String id, ReportBody report) {
        bridge.sql(
                        """
                        update bridge.decision_point
                        set counter = :counter, reported_at = moment, lease_until = moment + :lease * interval '1 second',
                            confirmed_at = coalesce(moment - :age * interval '1 millisecond', confirmed_at),
                            rejected_at = case when :rejected > rejected_invalidations then moment else rejected_at end,
                            rejected_invalidations = coalesce(:rejected, rejected_invalidations)
                        from (values (clock_timestamp())) as clock (moment)
                        where id = :id and incarnation = :incarnation
                        """)
                .param("counter", report.counter())
                .param("age", report.confirmedCurrentAgeMs(), Types.BIGINT)
                .param("rejected", report.rejectedInvalidations(), Types.BIGINT)
                .param("lease", Roster.LEASE_SECONDS)
                .param("id", id)
                .param("incarnation", report.incarnation())
                .update();
    }

    /** @param zones a JSON array of what is reported */
    record Reported(String id, long incarnation, String zones) {

        JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
            return statement.param("id", id).param("incarnation", incarnation).param("zones", zones);
        }
    }
}
