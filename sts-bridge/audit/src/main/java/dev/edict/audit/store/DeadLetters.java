package dev.edict.audit.store;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What could not be stored as an event, each once. Thread-safe. */
@Component
public class DeadLetters {

    private static final int LONGEST_DETAIL = 512;

    private final JdbcTemplate tables;

    DeadLetters(@Qualifier("auditPool") DataSource auditPool) {
        this.tables = new JdbcTemplate(auditPool);
    }

    /**
     * Keeps letters. One that is kept already changes nothing.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away; then some may be kept
     */
    public void keep(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        tables.batchUpdate(
                """
                insert into bridge.audit_dead_letter
                    (source, source_id, reason, detail, zone_id, event_id, length, sha256, data)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                letters,
                letters.size(),
                (statement, letter) -> {
                    var event = letter.event();
                    var detail = letter.detail();
                    statement.setString(1, letter.source().word());
                    statement.setString(2, letter.sourceId());
                    statement.setString(3, letter.reason().code());
                    statement.setString(4, detail.substring(0, Math.min(LONGEST_DETAIL, detail.length())));
                    statement.setString(5, event == null ? null : event.zoneId());
                    statement.setString(6, event == null ? null : event.id());
                    statement.setInt(7, letter.length());
                    statement.setBytes(8, letter.sha256());
                    statement.setString(9, event == null ? null : event.json());
                });
    }
}
