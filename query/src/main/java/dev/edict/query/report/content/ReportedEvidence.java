package dev.edict.query.report.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an activation rested on.
 *
 * @param simulationId the latest simulation of the same manifest; null for none
 * @param verdict of that simulation
 * @param setting what the zone asked of a version before it governed; null if it asked for nothing
 * @param missing what was missing of that; null if the zone asked for nothing
 * @param canarySetting null if no canaries were evaluated
 */
public record ReportedEvidence(
        @Nullable String simulationId,
        @Nullable String verdict,
        @Nullable Long casesPassed,
        @Nullable Long casesFailed,
        @Nullable Long casesNotExecuted,
        @Nullable String setting,
        @Nullable List<String> missing,
        @Nullable String canarySetting,
        @Nullable Long canariesPassed,
        @Nullable Long canariesFailed) {}
