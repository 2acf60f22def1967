package dev.edict.query.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of the governing version of a zone, and its duration.
 *
 * @param change {@code activated}, {@code rolled_back} or {@code deactivated}
 * @param policySetId the set of the version; after a deactivation, the set that governed before
 * @param versionId the governing version from this change on; null for none
 * @param onBehalfOf the name that the caller stated; null if it stated none, or the name was erased
 * @param viaOperator whether an operator took part
 * @param version number of the version in its set
 * @param until when the next change ended it; null for the latest
 * @param seconds from {@code since} to {@code until}, or until now, to the millisecond
 * @param reason the operator's explanation; null if there was none, or it was erased
 */
public record ActivationEntry(
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
