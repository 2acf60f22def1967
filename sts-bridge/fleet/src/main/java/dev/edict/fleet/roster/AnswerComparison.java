package dev.edict.fleet.roster;

import dev.edict.fleet.roster.AskedDecisionPoints.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares answers with the activations of their zones. An answer proves the newest activation that has its manifest
 * hash and was there when the question was sent. Version ids are not compared: an STS that has the manifest already
 * keeps the id under which it loaded it (contract W-5).
 */
@Component
class AnswerComparison {

    private final JdbcClient bridge;
    private final JsonMapper json;

    AnswerComparison(@Qualifier("writePool") DataSource writePool, JsonMapper json) {
        this.bridge = JdbcClient.create(writePool);
        this.json = json;
    }

    /** @param findings at most one of each zone */
    List<Compared> of(String id, long incarnation, List<Finding> findings) {
        var matches = matches(id, incarnation, findings);
        return findings.stream()
                .map(finding -> switch (finding.answer().outcome()) {
                    case ENFORCES -> enforced(finding, Objects.requireNonNull(matches.get(finding.zoneId())));
                    case NOT_LOADED -> Compared.unproven(finding, "not_loaded", "not_loaded", reason(finding));
                    case UNREACHABLE -> Compared.unproven(finding, null, "unreachable", reason(finding));
                    case FAILED -> Compared.unproven(finding, null, "failed", reason(finding));
                })
                .toList();
    }

    private static String reason(Finding finding) {
        return Objects.requireNonNull(finding.answer().reason());
    }

    private static Compared enforced(Finding finding, Match match) {
        var manifest = finding.answer().manifestSha256();
        var seq = match.activationSeq();
        if (seq == null && manifest != null) {
            return Compared.unproven(
                    finding,
                    "foreign",
                    "foreign",
                    "enforces the manifest %s, which no activation of the zone up to %d has"
                            .formatted(manifest, finding.askedSeq()));
        }
        var enforcedSeq = seq == null ? 0 : seq;
        // Without a policy an STS says with each poll that it loaded anew; what counts is when it began.
        var began = manifest == null && Objects.equals(match.knownSeq(), enforcedSeq) ? null : began(finding, match);
        var isLatest = enforcedSeq == finding.askedSeq();
        return new Compared(
                finding.zoneId(),
                enforcedSeq,
                manifest,
                began,
                isLatest
                        ? Duration.ofNanos(System.nanoTime() - finding.askedNanos())
                                .toMillis()
                        : null,
                began == null
                        ? null
                        : Math.max(0, Duration.between(began, Instant.now()).toMillis()),
                "loaded",
                null,
                null);
    }

    /** A manifest that was loaded before the activation, for another one, enforces this one since its commit. */
    private static Instant began(Finding finding, Match match) {
        var loadedAt = finding.answer().loadedAt();
        var committedAt = match.committedAt();
        if (loadedAt == null) {
            return committedAt == null ? Instant.now() : committedAt;
        }
        return committedAt != null && committedAt.isAfter(loadedAt) ? committedAt : loadedAt;
    }

    private Map<String, Match> matches(String id, long incarnation, List<Finding> findings) {
        var asked = findings.stream()
                .filter(finding -> finding.answer().outcome() == Answer.Outcome.ENFORCES)
                .map(finding -> new Asked(
                        finding.zoneId(), finding.askedSeq(), finding.answer().manifestSha256()))
                .toList();
        return bridge
                .sql(
                        """
                        select a.zone_id, d.activation_seq, d.committed_at,
                            case when z.state = 'loaded' then z.loaded_seq end as known_seq
                        from jsonb_to_recordset(:asked::jsonb)
                            as a (zone_id text, asked_seq bigint, manifest_sha256 text)
                        left join bridge.decision_point_zone z
                            on z.id = :id and z.incarnation = :incarnation and z.zone_id = a.zone_id
                        left join lateral (
                            select d.activation_seq, d.committed_at from bridge.deployment d
                            where d.zone_id = a.zone_id and d.activation_seq <= a.asked_seq
                                and (d.manifest_sha256 = a.manifest_sha256
                                    or (d.version_id is null and a.manifest_sha256 is null))
                            order by d.activation_seq desc limit 1) d on true
                        """)
                .param("asked", json.writeValueAsString(asked))
                .param("id", id)
                .param("incarnation", incarnation)
                .query(Match.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Match::zoneId, Function.identity()));
    }

    private record Asked(String zoneId, long askedSeq, @Nullable String manifestSha256) {}

    /** @param knownSeq what it enforced until now */
    private record Match(
            String zoneId, @Nullable Long activationSeq, @Nullable Instant committedAt, @Nullable Long knownSeq) {}

    /**
     * An answer as the members of a report.
     *
     * @param state null if the answer says nothing about the zone: what was known stays
     * @param outcome why it proves no activation; null if it does
     */
    record Compared(
            String zoneId,
            long activationSeq,
            @Nullable String manifestSha256,
            @Nullable Instant loadedAt,
            @Nullable Long confirmedCurrentAgeMs,
            @Nullable Long sinceChangeAgeMs,
            @Nullable String state,
            @Nullable String outcome,
            @Nullable String error) {

        static Compared unproven(Finding finding, @Nullable String state, String outcome, String error) {
            return new Compared(
                    finding.zoneId(),
                    finding.askedSeq(),
                    finding.answer().manifestSha256(),
                    null,
                    null,
                    null,
                    state,
                    outcome,
                    error);
        }

        boolean hasState() {
            return state != null;
        }

        Proof proof() {
            return outcome == null ? new Proof(zoneId, activationSeq, "enforces") : new Proof(zoneId, null, outcome);
        }
    }
}
