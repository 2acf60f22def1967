package dev.edict.projector.trail;

import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import org.axonframework.eventhandling.TrackingToken;

/** The table {@code timeline}. Time, actor and name of an event come from the log itself. */
final class Timeline {

    /** Of {@code zone} and {@code summary}, and of the texts of the notes {@code why} and {@code behalf}. */
    private static final String SEARCH =
            """
            to_tsvector('simple', case when why.text is null then summary else summary || ' ' || why.text end)
                || array_to_tsvector(case when behalf.text is null then array['zone:' || zone] else
                    array['zone:' || zone, 'name:' || encode(sha256(convert_to(behalf.text, 'UTF8')), 'hex')] end)
            """;

    private static final ViewStatement WRITE = new ViewStatement(
                    ViewTable.TIMELINE,
                    1,
                    """
                    insert into timeline (sequence, event_id, event_type, occurred_at, recorded_at, actor, request_id,
                        correlation_id,
                        zone_id, summary, policy_id, policy_version_id, policy_set_id, policy_set_version_id,
                        activation_seq, of_activation_seq, previous_version_id, governing_version_id, simulation_id,
                        reason_note_id, on_behalf_of_note_id, via_operator, search)
                    select e.global_index, e.event_id, e.event_type, e.occurred_at::timestamptz, e.recorded_at,
                        m.actor, m."requestId", coalesce(m."correlationId", m."requestId"), zone, summary,
                        policy, policy_version, policy_set, policy_set_version, activation, of_activation, previous,
                        governing, simulation, reason, m."onBehalfOfNote", coalesce(m."viaOperator", false),
                        {search}
                    from {rows}
                        join events.domain_event e on e.global_index = sequence
                        cross join json_to_record(e.metadata::json) as m (actor text,
                            "requestId" text, "correlationId" text, "onBehalfOfNote" text, "viaOperator" boolean)
                        left join events.note why on why.note_id = reason
                        left join events.note behalf on behalf.note_id = m."onBehalfOfNote"
                    on conflict (sequence) do update set summary = excluded.summary, search = excluded.search
                    """
                            .replace("{search}", SEARCH),
                    Repeated.REPLACES)
            .orElse(row -> "no event at position %s of the log".formatted(row.value("sequence")));

    private static final ViewStatement FORGET = new ViewStatement(
            ViewTable.TIMELINE,
            2,
            """
            update timeline t set search = found.search
            from (
                select sequence, {search} as search
                from (
                    select sequence, zone_id as zone, summary, reason_note_id, on_behalf_of_note_id from timeline
                        where reason_note_id in (select note from {rows})
                    union
                    select sequence, zone_id, summary, reason_note_id, on_behalf_of_note_id from timeline
                        where on_behalf_of_note_id in (select note from {rows})) entry
                    left join events.note why on why.note_id = reason_note_id
                    left join events.note behalf on behalf.note_id = on_behalf_of_note_id) found
            where t.sequence = found.sequence
            """
                    .replace("{search}", SEARCH),
            Repeated.IS_LEFT_OUT);

    private final ViewWriter writer;

    Timeline(ViewWriter writer) {
        this.writer = writer;
    }

    /** Writes the row of the event at this position, replacing an existing one. */
    void write(TrackingToken position, TimelineRow row) {
        var sequence = position.position().orElseThrow();
        writer.write(
                WRITE,
                ViewRow.of(String.valueOf(sequence))
                        .number("sequence", sequence)
                        .text("zone", row.zoneId())
                        .text("summary", row.summary())
                        .text("policy", row.policyId())
                        .text("policy_version", row.policyVersionId())
                        .text("policy_set", row.policySetId())
                        .text("policy_set_version", row.policySetVersionId())
                        .number("activation", row.activationSeq())
                        .number("of_activation", row.ofActivationSeq())
                        .text("previous", row.previousVersionId())
                        .text("governing", row.governingVersionId())
                        .text("simulation", row.simulationId())
                        .text("reason", row.reasonNoteId()));
    }

    /** Entries are no longer found by the words of a note that is erased. */
    void forget(String noteId) {
        writer.write(FORGET, ViewRow.of("note/" + noteId).text("note", noteId));
    }
}
