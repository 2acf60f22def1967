package dev.edict.command.content;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code events.content}. */
@Component
final class JdbcContents implements Contents {

    private final JdbcClient log;

    JdbcContents(@Qualifier("writePool") DataSource writePool) {
        this.log = JdbcClient.create(writePool);
    }

    @Override
    public String keep(String content) {
        var sha256 = Sha256.hex(content);
        var added = log.sql(
                        """
                insert into events.content (sha256, content) values (:sha256, :content)
                on conflict (sha256) do nothing
                """)
                .param("sha256", sha256)
                .param("content", content)
                .update();
        if (added == 0) {
            requireSame(sha256, content);
        }
        return sha256;
    }

    /** Otherwise a version of a text that was modified in the table would carry a wrong hash. */
    private void requireSame(String sha256, String content) {
        var same = log.sql(
                        """
                select content = :content from events.content where sha256 = :sha256
                """)
                .param("sha256", sha256)
                .param("content", content)
                .query(Boolean.class)
                .single();
        if (!same) {
            throw ContentCorrupted.stored(sha256);
        }
    }
}
