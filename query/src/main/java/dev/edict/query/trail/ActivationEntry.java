package dev.edict.query.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of what governs a zone, and how long it lasted.
 *
 * @param change {@code activated}, {@code rolled_back} or {@code deactivated}
 * @param policySetId the set of the version; after a deactivation the set that governed until then
 * @param versionId what governed from here on; null for nothing
 * @param onBehalfOf whom the caller named; null if it named none, or when the name was erased
 * @param viaOperator whether an operator had a hand in it
 * @param version number of the version in its set
 * @param until when the next change ended it; null for the latest
 * @param seconds from {@code since} to {@code until}, or until now, to the millisecond
 * @param reason in the operator's words; null when there was none, or it was erased
 */
record ActivationEntry(
        long activationSeq,
        String change,
        String policySetId,
        @Nullable String policySetName,
        @Nullable String versionId,
        @Nullable Integer version,
        @Nullable String manifestSha256,
        @Nullable String previousVersionId,
        String actor,
        @Nullable String onBehalfOf,
        boolean viaOperator,
        String requestId,
        Instant since,
        @Nullable Instant until,
        double seconds,
        @Nullable String simulationId,
        @Nullable String reason) {}
