package dev.edict.query.report;

import dev.edict.query.report.content.TokenHolder;
import dev.edict.query.report.file.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which admin tokens were valid in a zone during a period. */
final class TokenHolders {

    private static final String TOKENS =
            """
            select m.global_index, m.recorded_at, m.metadata::json ->> 'actor' as minted_by,
                t.token_id, m.payload::json ->> 'name' as name, m.payload::json ->> 'capability' as capability,
                m.payload::json ->> 'zoneId' as zone_id, t.expires_at,
                r.global_index as revoked_index, r.recorded_at as revoked_at, r.metadata::json ->> 'actor' as revoked_by,
                r.global_index is null and (t.expires_at is null or t.expires_at >= :to) as valid_at_end
            from events.domain_event m
            cross join lateral (select m.payload::json ->> 'tokenId' as token_id,
                (m.payload::json ->> 'expiresAt')::timestamptz as expires_at) t
            left join events.domain_event r on r.aggregate_id = t.token_id and r.event_type = 'admin_token.revoked'
                and r.global_index <= :last
            where events.zone_of(m.payload) in (:zone, '*') and m.event_type = 'admin_token.minted'
                and m.global_index <= :last and (t.expires_at is null or t.expires_at > :from)
                and (r.global_index is null or r.global_index >= :first)
            order by m.global_index
            """;

    private final JdbcClient log;

    TokenHolders(JdbcClient log) {
        this.log = log;
    }

    void forEach(ReportRange range, Consumer<TokenHolder> token) {
        log.sql(TOKENS)
                .param("zone", range.zoneId())
                .param("from", range.from())
                .param("to", range.to())
                .param("first", range.first())
                .param("last", range.last())
                .query((RowCallbackHandler) row -> token.accept(read(row)));
    }

    private static TokenHolder read(ResultSet row) throws SQLException {
        return new TokenHolder(
                row.getString("token_id"),
                row.getString("name"),
                row.getString("capability"),
                row.getString("zone_id"),
                row.getLong("global_index"),
                UtcTime.of(row.getObject("recorded_at", OffsetDateTime.class).toInstant()),
                row.getString("minted_by"),
                ReportPast.time(row.getObject("expires_at", OffsetDateTime.class)),
                row.getObject("revoked_index", Long.class),
                ReportPast.time(row.getObject("revoked_at", OffsetDateTime.class)),
                row.getString("revoked_by"),
                row.getBoolean("valid_at_end"));
    }
}
