package dev.edict.command.note;

import dev.edict.command.api.note.NoteErased;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases from {@code events.note}, and credits to the actor what look-ups credit to the erased name. */
@Component
@ProcessingGroup("lookups")
class JdbcNoteErasure implements StoredNotes {

    private static final String IN_ZONE = "zone_id = :zone_id";
    private static final String NAMED = "zone_id = :zone_id and name = :name";

    private static final List<String> CREDITS = List.of(
            credit("zone", "created_by", "created_at", IN_ZONE),
            credit("zone", "updated_by", "updated_at", IN_ZONE + " and updated_by is not null"),
            credit("audit_retention", "updated_by", "updated_at", "true"),
            credit("canary", "defined_by", "defined_at", NAMED),
            credit("suite", "defined_by", "defined_at", NAMED),
            credit("catalogue", "replaced_by", "replaced_at", IN_ZONE),
            credit("simulation", "simulated_by", "created_at", "simulation_id = :simulation_id"));

    private final JdbcClient tables;

    JdbcNoteErasure(@Qualifier("writePool") DataSource writePool) {
        this.tables = JdbcClient.create(writePool);
    }

    private static String credit(String table, String author, String instant, String key) {
        return "update command.%s set %s = :actor where %s = :at and %s".formatted(table, author, instant, key);
    }

    /** The name of a caller whose command had no event belongs to no zone. */
    @Override
    public Optional<StoredNote> find(String noteId) {
        return tables.sql(
                        """
                select coalesce(e.zone, '*') as zone_id, coalesce(e.part, 'on_behalf_of') as part
                from events.note n left join lateral (
                    (select events.zone_of(payload) as zone, 'reason' as part from events.domain_event
                        where events.reason_note_of(payload) = n.note_id limit 1)
                    union all
                    (select events.zone_of(payload), 'on_behalf_of' from events.domain_event
                        where events.name_note_of(metadata) = n.note_id limit 1)
                    limit 1) e on true
                where n.note_id = :note
                """)
                .param("note", noteId)
                .query(StoredNote.class)
                .optional();
    }

    @EventHandler
    void on(NoteErased event) {
        tables.sql("select * from events.done_for(:note)")
                .param("note", event.noteId())
                .query()
                .listOfRows()
                .forEach(done -> CREDITS.forEach(
                        credit -> tables.sql(credit).params(done).update()));
        tables.sql("select events.erase_note(:note)")
                .param("note", event.noteId())
                .query()
                .listOfRows();
    }
}
