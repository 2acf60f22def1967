package dev.edict.query.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What an entry of the timeline shows, of the sequences on a page. */
final class TimelineColumns {

    /** An activation is caused by the simulation that it rests on, a rollback by what it undoes, a deployment by its activation. */
    private static final String CAUSE =
            """
            case
                when t.of_activation_seq is not null then (
                    select c.sequence from views.timeline c
                    where c.zone_id = t.zone_id and c.activation_seq = t.of_activation_seq)
                when t.event_type = 'zone.activation_rolled_back' then (
                    select c.sequence from views.timeline c
                    where c.zone_id = t.zone_id and c.activation_seq = t.activation_seq - 1)
                when t.activation_seq is not null and t.simulation_id is not null then (
                    select min(c.sequence) from views.timeline c
                    where c.simulation_id = t.simulation_id and c.activation_seq is null)
            end
            """;

    private static final String EFFECTS =
            """
            case
                when t.activation_seq is not null then array(
                    select e.sequence from views.timeline e
                    where e.zone_id = t.zone_id and e.of_activation_seq = t.activation_seq
                    union all
                    select e.sequence from views.timeline e
                    where e.zone_id = t.zone_id and e.activation_seq = t.activation_seq + 1
                        and e.event_type = 'zone.activation_rolled_back'
                    order by 1 limit 20)
                when t.simulation_id is not null then array(
                    select e.sequence from views.timeline e
                    where e.simulation_id = t.simulation_id and e.activation_seq is not null
                    order by 1 limit 20)
                else '{}'
            end
            """;

    private static final String ENTRIES =
            """
            with page as materialized ({page})
            select t.sequence, t.event_id, t.event_type,
                to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
                to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
                t.actor, o.text as on_behalf_of, t.on_behalf_of_note_id, t.via_operator, t.request_id, t.correlation_id,
                t.zone_id,
                t.summary, t.policy_id, t.policy_version_id,
                t.policy_set_id, s.name as policy_set_name, t.policy_set_version_id, v.version,
                coalesce(t.activation_seq, t.of_activation_seq) as activation_seq, t.previous_version_id,
                t.governing_version_id, t.simulation_id, n.text as reason, t.reason_note_id,
                {cause} as cause, {effects} as effects
            from page
            join views.timeline t on t.sequence = page.sequence
            left join views.policy_sets s on s.id = t.policy_set_id
            left join views.policy_set_versions v on v.id = t.policy_set_version_id
            left join events.note n on n.note_id = t.reason_note_id
            left join events.note o on o.note_id = t.on_behalf_of_note_id
            order by t.sequence {order}
            """;

    /** With what each entry followed from, and what followed from it. */
    static final String LINKED = ENTRIES.replace("{cause}", CAUSE).replace("{effects}", EFFECTS);

    /** For files of many entries, in which each of them is a line of its own anyway. */
    static final String ALONE = ENTRIES.replace("{cause}", "null::bigint").replace("{effects}", "null::bigint[]");

    private TimelineColumns() {}

    static TimelineEntry entry(ResultSet row, int number) throws SQLException {
        var effects = row.getArray("effects");
        return new TimelineEntry(
                row.getLong("sequence"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("occurred_at"),
                row.getString("recorded_at"),
                row.getString("actor"),
                row.getString("on_behalf_of"),
                row.getString("on_behalf_of_note_id"),
                row.getBoolean("via_operator"),
                row.getString("request_id"),
                row.getString("correlation_id"),
                row.getString("zone_id"),
                row.getString("summary"),
                row.getString("policy_id"),
                row.getString("policy_version_id"),
                row.getString("policy_set_id"),
                row.getString("policy_set_name"),
                row.getString("policy_set_version_id"),
                row.getObject("version", Integer.class),
                row.getObject("activation_seq", Long.class),
                row.getString("previous_version_id"),
                row.getString("governing_version_id"),
                row.getString("simulation_id"),
                row.getString("reason"),
                row.getString("reason_note_id"),
                row.getObject("cause", Long.class),
                effects == null ? List.of() : List.of((Long[]) effects.getArray()));
    }
}
