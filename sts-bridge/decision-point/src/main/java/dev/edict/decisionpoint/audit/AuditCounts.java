package dev.edict.decisionpoint.audit;

import java.time.Duration;

/**
 * What became of the decisions since the start.
 *
 * @param recorded accepted by {@link DecisionAudit#record}
 * @param sent acknowledged by Redis; an event that is sent again after a failure counts again
 * @param spilled written to the spill and flushed
 * @param lost neither sent nor spilled, for want of room or because they could not be written
 * @param damaged records of the spill that a crash or a disk left unreadable
 * @param queued in memory at the moment
 * @param spillBytes in the spill at the moment
 * @param oldestAge of what is not yet sent; zero if all is
 */
public record AuditCounts(
        long recorded,
        long sent,
        long spilled,
        long lost,
        long damaged,
        int queued,
        long spillBytes,
        Duration oldestAge) {}
