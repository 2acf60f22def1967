package dev.edict.query.trail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event in a readable form.
 *
 * @param occurredAt by the event itself, with microseconds; an import dates it back
 * @param recordedAt when the log took the event, with microseconds
 * @param onBehalfOf the name that the caller stated; null if it stated none, or the name was erased
 * @param onBehalfOfNoteId by which that name is erased; null if none was stated
 * @param viaOperator whether an operator took part
 * @param correlationId the request that began it; others may have followed from it
 * @param version number of the policy-set version
 * @param activationSeq the activation that it is, or the deployment of which it is about
 * @param reason the operator's explanation; null if there was none, or it was erased
 * @param reasonNoteId by which that explanation is erased; null if there was none
 * @param cause the sequence of the entry that it followed from: a simulation, an activation; null for none
 * @param effects the sequences of the first 20 entries that followed from it
 */
public record TimelineEntry(
        long sequence,
        String eventId,
        String event,
        String occurredAt,
        String recordedAt,
        String actor,
        @Nullable String onBehalfOf,
        @Nullable String onBehalfOfNoteId,
        boolean viaOperator,
        String requestId,
        String correlationId,
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
        @Nullable String reason,
        @Nullable String reasonNoteId,
        @Nullable Long cause,
        List<Long> effects) {}
