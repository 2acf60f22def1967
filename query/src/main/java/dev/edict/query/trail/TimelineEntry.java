package dev.edict.query.trail;

import org.jspecify.annotations.Nullable;

/**
 * One event in a readable form.
 *
 * @param occurredAt with microseconds, as in the log
 * @param onBehalfOf the name that the caller stated; null if it stated none, or the name was erased
 * @param viaOperator whether an operator took part
 * @param version number of the policy-set version
 * @param reason the operator's explanation; null if there was none, or it was erased
 */
public record TimelineEntry(
        long sequence,
        String eventId,
        String event,
        String occurredAt,
        String actor,
        @Nullable String onBehalfOf,
        boolean viaOperator,
        String requestId,
        String zoneId,
        String summary,
        @Nullable String policyId,
        @Nullable String policyVersionId,
        @Nullable String policySetId,
        @Nullable String policySetName,
        @Nullable String policySetVersionId,
        @Nullable Integer version,
        @Nullable Long activationSeq,
        @Nullable String previousVersionId,
        @Nullable String governingVersionId,
        @Nullable String simulationId,
        @Nullable String reason) {}
