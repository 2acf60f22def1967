package dev.edict.command.eventstore;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.NoteReference;
import dev.edict.command.content.Sha256;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code events.note}. The salt prevents a guess at a short text from being confirmed by its hash after erasure. */
final class JdbcNotes implements Notes {

    private static final int SALT_BYTES = 16;

    private final JdbcClient log;
    private final SecureRandom random = new SecureRandom();

    JdbcNotes(@Qualifier("writePool") DataSource writePool) {
        this.log = JdbcClient.create(writePool);
    }

    @Override
    public NoteReference keep(String text) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var noteId = UuidCreator.getTimeOrderedEpoch().toString();
        log.sql(
                        """
                insert into events.note (note_id, salt, text) values (:id, :salt, :text)
                """)
                .param("id", noteId)
                .param("salt", salt)
                .param("text", text)
                .update();
        return new NoteReference(noteId, Sha256.hex(salt, text));
    }
}
