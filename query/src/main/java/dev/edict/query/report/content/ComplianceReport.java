package dev.edict.query.report.content;

import java.util.List;

/** A compliance report as JSON. */
public record ComplianceReport(
        ReportHeader header,
        List<GoverningPeriod> governing,
        List<ReportedChange> changes,
        List<ReportedException> exceptions,
        List<TokenHolder> tokenHolders,
        List<DecisionMonth> decisions,
        List<ReportedLoad> loads,
        ReportCompleteness completeness) {}
