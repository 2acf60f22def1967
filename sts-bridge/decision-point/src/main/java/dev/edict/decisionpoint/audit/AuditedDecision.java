package dev.edict.decisionpoint.audit;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome;
import java.time.Instant;

/**
 * A decision for the audit.
 *
 * @param requestId of the request that asked; a request may ask for several decisions
 * @param input as it was evaluated
 */
public record AuditedDecision(String zoneId, String requestId, PolicyInput input, Outcome outcome, Instant decidedAt) {}
