package dev.edict.query.report.file;

import dev.edict.query.report.content.GoverningPeriod;
import dev.edict.query.report.content.ReportedChange;
import dev.edict.query.report.content.ReportedEvidence;
import dev.edict.query.report.content.TokenHolder;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Cells for people that are made of more than one member. Numbers are filled in with %s, which has no locale. */
final class RowTexts {

    private RowTexts() {}

    static String change(GoverningPeriod period) {
        var change = period.change().replace('_', ' ');
        return period.index() == null
                ? change
                : "%s (activation %s, event %s)".formatted(change, period.activationSeq(), period.index());
    }

    static String governing(GoverningPeriod period) {
        if (period.versionId() == null) {
            return "nothing";
        }
        return "version %s of “%s” (%s)"
                .formatted(
                        period.version() == null ? "?" : period.version(), period.policySetName(), period.versionId());
    }

    static String event(ReportedChange change) {
        return change.event()
                + (change.zoneId().equals("*") ? " (all zones)" : "")
                + (change.imported() ? " (imported, occurred " + change.occurredAt() + ")" : "");
    }

    static String actor(ReportedChange change) {
        return actor(change.actor(), change.onBehalfOf()) + (change.viaOperator() ? " via an operator" : "");
    }

    static String actor(String actor, @Nullable String onBehalfOf) {
        return onBehalfOf == null ? actor : actor + " for " + onBehalfOf;
    }

    static @Nullable String evidence(@Nullable ReportedEvidence evidence) {
        if (evidence == null) {
            return null;
        }
        var parts = new ArrayList<String>();
        parts.add(
                evidence.simulationId() == null
                        ? "no simulation"
                        : "simulation %s: %s, %s passed, %s failed, %s not executed"
                                .formatted(
                                        evidence.simulationId(),
                                        evidence.verdict(),
                                        evidence.casesPassed(),
                                        evidence.casesFailed(),
                                        evidence.casesNotExecuted()));
        if (evidence.missing() != null) {
            parts.add("evidence %s: %s"
                    .formatted(
                            evidence.setting(),
                            evidence.missing().isEmpty()
                                    ? "nothing missing"
                                    : String.join(", ", evidence.missing()) + " missing"));
        }
        if (evidence.canarySetting() != null) {
            parts.add("canaries %s: %s passed, %s failed"
                    .formatted(evidence.canarySetting(), evidence.canariesPassed(), evidence.canariesFailed()));
        }
        return String.join("; ", parts);
    }

    static String details(ReportedChange change) {
        var exception = change.exception();
        return (exception == null ? "" : "exception: " + exception.replace('_', ' ') + "; ")
                + members(change.details());
    }

    static String members(ObjectNode details) {
        return details.propertyStream()
                .filter(member -> !member.getValue().isNull())
                .map(member -> member.getKey() + ": "
                        + (member.getValue().isString()
                                ? member.getValue().stringValue()
                                : member.getValue().toString()))
                .collect(Collectors.joining("; "));
    }

    static @Nullable String revoked(TokenHolder token) {
        return token.revokedAt() == null ? null : token.revokedAt() + " by " + token.revokedBy();
    }

    static String yes(boolean flag) {
        return flag ? "yes" : "no";
    }
}
