package dev.edict.command.log;

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
        log.sql(
                        """
                insert into events.content (sha256, content) values (:sha256, :content)
                on conflict (sha256) do nothing
                """)
                .param("sha256", sha256)
                .param("content", content)
                .update();
        return sha256;
    }
}
