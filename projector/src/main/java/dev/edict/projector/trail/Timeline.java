package dev.edict.projector.trail;

import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code timeline}. Time, actor and name of an event come from the log itself. */
final class Timeline {

    private final JdbcClient views;

    Timeline(JdbcClient views) {
        this.views = views;
    }

    /** Writes the row of the event at this position, replacing an existing one. */
    void write(TrackingToken position, TimelineRow row) {
        var sequence = position.position().orElseThrow();
        var written = views.sql(
                        """
                insert into timeline (sequence, event_id, event_type, occurred_at, actor, request_id,
                    zone_id, summary, policy_id, policy_version_id, policy_set_id, policy_set_version_id,
                    activation_seq, previous_version_id, governing_version_id, simulation_id, reason_note_id,
                    on_behalf_of_note_id, via_operator)
                select global_index, event_id, event_type, occurred_at::timestamptz,
                    metadata::json ->> 'actor', metadata::json ->> 'requestId',
                    :zoneId, :summary, :policyId, :policyVersionId, :policySetId, :policySetVersionId,
                    :activationSeq, :previousVersionId, :governingVersionId, :simulationId, :reasonNoteId,
                    metadata::json ->> 'onBehalfOfNote', coalesce((metadata::json ->> 'viaOperator')::boolean, false)
                from events.domain_event where global_index = :sequence
                on conflict (sequence) do update set summary = excluded.summary
                """)
                .param("sequence", sequence)
                .param("zoneId", row.zoneId())
                .param("summary", row.summary())
                .param("policyId", row.policyId())
                .param("policyVersionId", row.policyVersionId())
                .param("policySetId", row.policySetId())
                .param("policySetVersionId", row.policySetVersionId())
                .param("activationSeq", row.activationSeq())
                .param("previousVersionId", row.previousVersionId())
                .param("governingVersionId", row.governingVersionId())
                .param("simulationId", row.simulationId())
                .param("reasonNoteId", row.reasonNoteId())
                .update();
        if (written != 1) {
            throw new IllegalStateException("no event at position %d of the log".formatted(sequence));
        }
    }
}
