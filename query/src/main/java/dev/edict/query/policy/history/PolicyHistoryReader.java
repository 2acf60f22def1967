package dev.edict.query.policy.history;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.CursorText;
import dev.edict.query.Page;
import dev.edict.query.delta.DocumentChange;
import dev.edict.query.delta.DocumentDiff;
import dev.edict.query.policy.history.PolicyHistoryEntry.GovernedPeriod;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads histories of policies from their streams; the cost of a page does not grow with the history. */
@Component
public class PolicyHistoryReader {

    private final JdbcClient tables;

    PolicyHistoryReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * A page of a policy's versions, newest first; empty for an unknown policy. Archived ones are known.
     *
     * @throws ContentCorrupted if a text is not the one that was stored
     */
    public Optional<Page<PolicyHistoryEntry>> find(String zoneId, String policyId, PolicyHistoryRequest asked) {
        return name(zoneId, policyId).map(name -> page(zoneId, name, versions(policyId, asked), asked.limit()));
    }

    private Optional<String> name(String zoneId, String policyId) {
        return tables.sql(
                        """
                        select payload::json ->> 'name' from events.domain_event
                        where aggregate_id = :policy and sequence_number = 0 and event_type = 'policy.created'
                            and events.zone_of(payload) = :zone
                        """)
                .param("policy", policyId)
                .param("zone", zoneId)
                .query(String.class)
                .optional();
    }

    /** One more than asked for, which the last of the page is compared with. */
    private List<Row> versions(String policyId, PolicyHistoryRequest asked) {
        var rows = tables.sql(
                        """
                        select e.sequence_number as place, e.global_index as sequence, e.recorded_at, e.occurred_at,
                            e.payload::json ->> 'versionId' as version_id, (e.payload::json ->> 'version')::int as version,
                            e.payload::json ->> 'contentSha256' as content_sha256, c.content,
                            e.metadata::json ->> 'actor' as actor, e.metadata::json ->> 'requestId' as request_id,
                            coalesce((e.metadata::json ->> 'viaOperator')::boolean, false) as via_operator,
                            n.text as on_behalf_of
                        from events.domain_event e
                        join events.content c on c.sha256 = e.payload::json ->> 'contentSha256'
                        left join events.note n on n.note_id = e.metadata::json ->> 'onBehalfOfNote'
                        where e.aggregate_id = :policy and e.event_type = 'policy.version_created'
                            and e.sequence_number < :before
                        order by e.sequence_number desc limit :limit
                        """)
                .param("policy", policyId)
                .param("before", asked.before())
                .param("limit", asked.limit() + 1)
                .query(Row.class)
                .list();
        rows.forEach(row -> ContentCorrupted.check(row.versionId, row.contentSha256, row.content));
        return rows;
    }

    private Page<PolicyHistoryEntry> page(String zoneId, String name, List<Row> rows, int limit) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var diffs = diffs(name, rows, shown.size());
        var periods = periods(zoneId, shown.stream().map(Row::versionId).toList());
        var entries = new ArrayList<PolicyHistoryEntry>();
        for (int n = 0; n < shown.size(); n++) {
            var row = shown.get(n);
            entries.add(row.entry(diffs.get(n), periods.getOrDefault(row.versionId, List.of())));
        }
        var hasMore = rows.size() > shown.size();
        return new Page<>(entries, hasMore ? PolicyHistoryRequest.cursor(shown.get(shown.size() - 1).place) : null);
    }

    private static List<DocumentDiff> diffs(String name, List<Row> rows, int count) {
        var changes = new ArrayList<DocumentChange>();
        for (int n = 0; n < count; n++) {
            var newer = rows.get(n);
            var older = n + 1 < rows.size() ? rows.get(n + 1) : null;
            changes.add(new DocumentChange(
                    name,
                    older == null ? null : older.version,
                    newer.version,
                    older == null ? "" : older.content,
                    newer.content));
        }
        return DocumentDiff.of(changes);
    }

    /** One more of each version than are shown. */
    private Map<String, List<Period>> periods(String zoneId, List<String> versionIds) {
        return tables
                .sql(
                        """
                        select p.policy_version_id, p.from_seq, began.recorded_at as began_at, p.until_seq,
                            ended.recorded_at as ended_at
                        from unnest(:versions::text[]) as version (id)
                        cross join lateral (
                            select * from command.policy_period period where period.policy_version_id = version.id
                            order by period.from_seq desc limit :most) p
                        cross join lateral (
                            select e.recorded_at from events.domain_event e
                            where events.zone_of(e.payload) = :zone and events.activation_seq_of(e.payload) = p.from_seq
                                and e.event_type in
                                    ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                            limit 1) began
                        left join lateral (
                            select e.recorded_at from events.domain_event e
                            where events.zone_of(e.payload) = :zone and events.activation_seq_of(e.payload) = p.until_seq
                                and e.event_type in
                                    ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                            limit 1) ended on true
                        order by p.policy_version_id, p.from_seq desc
                        """)
                .param("versions", versionIds.toArray(String[]::new))
                .param("zone", zoneId)
                .param("most", PolicyHistoryEntry.MOST_PERIODS + 1)
                .query(Period.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Period::policyVersionId));
    }

    private record Period(
            String policyVersionId,
            long fromSeq,
            OffsetDateTime beganAt,
            @Nullable Long untilSeq,
            @Nullable OffsetDateTime endedAt) {

        GovernedPeriod shown() {
            return new GovernedPeriod(
                    fromSeq, CursorText.time(beganAt), untilSeq, endedAt == null ? null : CursorText.time(endedAt));
        }
    }

    private record Row(
            long place,
            long sequence,
            OffsetDateTime recordedAt,
            String occurredAt,
            String versionId,
            int version,
            String contentSha256,
            String content,
            String actor,
            @Nullable String requestId,
            boolean viaOperator,
            @Nullable String onBehalfOf) {

        PolicyHistoryEntry entry(DocumentDiff diff, List<Period> periods) {
            return new PolicyHistoryEntry(
                    version,
                    versionId,
                    sequence,
                    CursorText.time(recordedAt),
                    occurredAt,
                    actor,
                    onBehalfOf,
                    viaOperator,
                    requestId,
                    contentSha256,
                    diff.diff(),
                    diff.truncated(),
                    periods.stream()
                            .limit(PolicyHistoryEntry.MOST_PERIODS)
                            .map(Period::shown)
                            .toList(),
                    periods.size() > PolicyHistoryEntry.MOST_PERIODS);
        }
    }
}
