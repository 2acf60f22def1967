package dev.edict.query.report;

import dev.edict.query.report.content.GoverningPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which version governed a zone from when to when. */
final class GoverningPeriods {

    /** The change that was in force when the period began, and those within it. */
    private static final String CHANGES =
            """
            select g.global_index, g.recorded_at, g.event_type, g.metadata::json ->> 'actor' as actor,
                p."activationSeq" as activation_seq, p."policySetId" as policy_set_id, p."versionId" as version_id,
                p."manifestSha256" as manifest_sha256, created.payload::json ->> 'name' as policy_set_name,
                sealed.version
            from events.domain_event g
            cross join lateral json_to_record(g.payload::json)
                as p ("activationSeq" bigint, "policySetId" text, "versionId" text, "manifestSha256" text)
            left join events.domain_event created on created.aggregate_id = p."policySetId"
                and created.event_type = 'policy_set.created'
            left join (
                select v."versionId", v.version
                from events.domain_event e
                cross join lateral json_to_record(e.payload::json) as v ("versionId" text, version integer)
                where events.zone_of(e.payload) = :zone and e.event_type = 'policy_set.version_created'
                    and e.global_index <= :last) sealed on sealed."versionId" = p."versionId"
            where events.zone_of(g.payload) = :zone
                and g.event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                and g.global_index between coalesce((
                    select max(before.global_index) from events.domain_event before
                    where events.zone_of(before.payload) = :zone and before.global_index < :first
                        and before.event_type in
                            ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                    ), 0) and :last
            order by g.global_index
            """;

    private final JdbcClient log;

    GoverningPeriods(JdbcClient log) {
        this.log = log;
    }

    void forEach(ReportRange range, Consumer<GoverningPeriod> period) {
        var current = new Current(range, period);
        log.sql(CHANGES)
                .param("zone", range.zoneId())
                .param("first", range.first())
                .param("last", range.last())
                .query((RowCallbackHandler) row -> current.change(row));
        current.end();
    }

    /** Keeps the latest change until the next one tells how long it governed. */
    private static final class Current {

        private final ReportRange range;
        private final Consumer<GoverningPeriod> period;
        private GoverningPeriod latest;

        Current(ReportRange range, Consumer<GoverningPeriod> period) {
            this.range = range;
            this.period = period;
            var begun = later(range.from(), range.registeredAt());
            this.latest = new GoverningPeriod(begun, begun, "none", null, null, null, null, null, null, null, null);
        }

        private static Instant later(OffsetDateTime one, OffsetDateTime other) {
            return (one.isAfter(other) ? one : other).toInstant();
        }

        void change(ResultSet row) throws SQLException {
            var at = later(range.from(), row.getObject("recorded_at", OffsetDateTime.class));
            endAt(at);
            latest = new GoverningPeriod(
                    at,
                    at,
                    word(row.getString("event_type")),
                    row.getLong("global_index"),
                    row.getLong("activation_seq"),
                    row.getString("policy_set_id"),
                    row.getString("policy_set_name"),
                    row.getString("version_id"),
                    row.getObject("version", Integer.class),
                    row.getString("manifest_sha256"),
                    row.getString("actor"));
        }

        private static String word(String event) {
            return switch (event) {
                case "zone.version_activated" -> "activated";
                case "zone.activation_rolled_back" -> "rolled_back";
                default -> "deactivated";
            };
        }

        void end() {
            endAt(range.to().toInstant());
        }

        /** A change is shown even if it governed for no time; nothing before the first one is not. */
        private void endAt(Instant until) {
            if (latest.index() == null && !latest.fromAt().isBefore(until)) {
                return;
            }
            period.accept(new GoverningPeriod(
                    latest.fromAt(),
                    until,
                    latest.change(),
                    latest.index(),
                    latest.activationSeq(),
                    latest.policySetId(),
                    latest.policySetName(),
                    latest.versionId(),
                    latest.version(),
                    latest.manifestSha256(),
                    latest.actor()));
        }
    }
}
