package dev.edict.command.token;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.TokenDirectory;
import dev.edict.command.commandbus.ActiveTokens;
import dev.edict.command.token.AdminTokenService.Minted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code command.admin_token}. Every request reads the state of its token, so that a revocation on any node takes
 * effect on all nodes.
 */
@Component
@ProcessingGroup("lookups")
class JdbcAdminTokens implements TokenDirectory, ActiveTokens, Expiries {

    private final JdbcClient lookups;
    private final JdbcClient questions;
    private final LastUse lastUse;

    JdbcAdminTokens(
            @Qualifier("writePool") DataSource writePool,
            @Qualifier("queryPool") DataSource queryPool,
            LastUse lastUse) {
        this.lookups = JdbcClient.create(writePool);
        this.questions = JdbcClient.create(queryPool);
        this.lastUse = lastUse;
    }

    @Override
    public Optional<KnownToken> find(String sha256) {
        var found = questions
                .sql(
                        """
                select token_id, name, capability, zone_id,
                    coalesce(last_used_at < now() - interval '1 minute', true) as unseen
                from command.admin_token
                where sha256 = :sha256 and revoked_at is null and (expires_at is null or expires_at > now())
                """)
                .param("sha256", sha256)
                .query((row, n) -> new Seen(token(row), row.getBoolean("unseen")))
                .optional();
        found.filter(Seen::unseen).ifPresent(seen -> lastUse.note(seen.token().tokenId()));
        return found.map(Seen::token);
    }

    /** Uses the wall clock: the transaction may have started earlier and waited for the lock. */
    @Override
    public boolean isGood(String tokenId) {
        return lookups.sql(
                        """
                select exists (
                    select from command.admin_token
                    where token_id = :token and revoked_at is null
                        and (expires_at is null or expires_at > clock_timestamp()))
                """)
                .param("token", tokenId)
                .query(Boolean.class)
                .single();
    }

    /** @param unseen whether the recorded last use is older than a minute */
    private record Seen(KnownToken token, boolean unseen) {}

    private static KnownToken token(ResultSet row) throws SQLException {
        return new KnownToken(
                row.getString("token_id"),
                row.getString("name"),
                Capability.valueOf(row.getString("capability").toUpperCase(Locale.ROOT)),
                row.getString("zone_id"));
    }

    @Override
    public Optional<Instant> expiryOf(String tokenId) {
        return lookups.sql(
                        """
                select expires_at from command.admin_token where token_id = :token and expires_at is not null
                """)
                .param("token", tokenId)
                .query((row, n) -> Objects.requireNonNull(instant(row, "expires_at")))
                .optional();
    }

    /** The response to a client that minted this token. */
    Minted minted(String tokenId) {
        return lookups.sql(
                        """
                select created_at, expires_at from command.admin_token where token_id = :token
                """)
                .param("token", tokenId)
                .query((row, n) ->
                        new Minted(Objects.requireNonNull(instant(row, "created_at")), instant(row, "expires_at")))
                .single();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    @EventHandler
    void on(AdminTokenMinted event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        lookups.sql(
                        """
                insert into command.admin_token
                    (token_id, name, sha256, zone_id, capability, created_by, created_at, expires_at)
                values (:token, :name, :sha256, :zone, :capability, :actor, :at, :expires::timestamptz)
                """)
                .param("token", event.tokenId())
                .param("name", event.name())
                .param("sha256", event.sha256())
                .param("zone", event.zoneId().equals(DomainEvent.EVERY_ZONE) ? null : event.zoneId())
                .param("capability", event.capability())
                .param("actor", actor)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("expires", event.expiresAt())
                .update();
    }

    @EventHandler
    void on(AdminTokenRevoked event, @Timestamp Instant at) {
        lookups.sql(
                        """
                update command.admin_token set revoked_at = :at where token_id = :token
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("token", event.tokenId())
                .update();
    }
}
