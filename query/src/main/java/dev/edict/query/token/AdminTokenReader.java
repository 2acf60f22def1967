package dev.edict.query.token;

import dev.edict.query.PageRequest;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads admin tokens without their secrets. */
@Component
public class AdminTokenReader {

    private final JdbcClient tables;

    AdminTokenReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public List<AdminToken> list(PageRequest asked) {
        return tables.sql(
                        """
                        select token_id as id, name, case when zone_id is null then 'global' else 'zone' end as scope,
                            capability, zone_id, created_by, created_at, expires_at, last_used_at, revoked_at
                        from command.admin_token
                        where (created_at, token_id) < (:createdAt, :id)
                        order by created_at desc, token_id desc limit :limit
                        """)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(AdminToken.class)
                .list();
    }
}
