package dev.edict.query.token;

import dev.edict.query.PageRequest;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads admin tokens without their secrets. */
@Component
public class AdminTokenReader {

    private static final int MOST_DECIDE_TOKENS = 10_000;

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

    /**
     * The tokens with the capability {@code decide} that are neither revoked nor expired, newest first.
     *
     * @param zoneId the only zone that the caller sees, with the tokens of all zones; null for all
     */
    List<DecideToken> validToDecide(@Nullable String zoneId) {
        return tables.sql(
                        """
                        select token_id, name, sha256, zone_id, expires_at
                        from command.admin_token
                        where capability = 'decide' and revoked_at is null
                            and (expires_at is null or expires_at > clock_timestamp())
                            and (:zone::text is null or zone_id is null or zone_id = :zone)
                        order by created_at desc, token_id desc limit :most
                        """)
                .param("zone", zoneId)
                .param("most", MOST_DECIDE_TOKENS)
                .query((row, n) -> {
                    var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
                    return new DecideToken(
                            row.getString("token_id"),
                            row.getString("name"),
                            row.getString("sha256"),
                            row.getString("zone_id"),
                            expiresAt == null ? null : expiresAt.toInstant());
                })
                .list();
    }
}
