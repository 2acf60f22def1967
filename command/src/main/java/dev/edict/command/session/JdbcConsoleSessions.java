package dev.edict.command.session;

import dev.edict.command.api.session.ConsoleSessions;
import dev.edict.command.content.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.console_session} and {@code command.sign_in_code}, which any node reads and writes. */
@Component
class JdbcConsoleSessions implements ConsoleSessions {

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient sessions;
    private final JdbcClient questions;

    JdbcConsoleSessions(@Qualifier("writePool") DataSource writePool, @Qualifier("queryPool") DataSource queryPool) {
        this.sessions = JdbcClient.create(writePool);
        this.questions = JdbcClient.create(queryPool);
    }

    /** Also deletes some of those that ended long ago. */
    @Override
    public String open(String tokenSha256) {
        var secret = newSecret();
        sessions.sql(
                        """
                with ended as (
                    select sha256 from command.console_session
                    where expires_at < now() limit 100 for update skip locked),
                pruned as (
                    delete from command.console_session where sha256 in (select sha256 from ended))
                insert into command.console_session (sha256, token_sha256, expires_at)
                values (:sha256, :token, now() + interval '12 hours')
                """)
                .param("sha256", Sha256.hex(secret))
                .param("token", tokenSha256)
                .update();
        return secret;
    }

    @Override
    public Optional<String> tokenOf(String secret) {
        var found = questions
                .sql(
                        """
                select token_sha256, last_used_at < now() - interval '1 minute' as unseen
                from command.console_session
                where sha256 = :sha256 and expires_at > now() and last_used_at > now() - interval '1 hour'
                """)
                .param("sha256", Sha256.hex(secret))
                .query(Found.class)
                .optional();
        found.filter(Found::unseen).ifPresent(seen -> noteUse(secret));
        return found.map(Found::tokenSha256);
    }

    /** @param unseen whether the recorded last use is older than a minute */
    private record Found(String tokenSha256, boolean unseen) {}

    private void noteUse(String secret) {
        sessions.sql(
                        """
                update command.console_session set last_used_at = now() where sha256 = :sha256
                """)
                .param("sha256", Sha256.hex(secret))
                .update();
    }

    @Override
    public void close(String secret) {
        sessions.sql("""
                delete from command.console_session where sha256 = :sha256
                """)
                .param("sha256", Sha256.hex(secret))
                .update();
    }

    @Override
    public String issueCode(String tokenSha256) {
        var code = newSecret();
        sessions.sql(
                        """
                with expired as (
                    delete from command.sign_in_code where expires_at < now() and redeemed_at is null)
                insert into command.sign_in_code (sha256, token_sha256, expires_at)
                values (:sha256, :token, now() + interval '10 minutes')
                """)
                .param("sha256", Sha256.hex(code))
                .param("token", tokenSha256)
                .update();
        return code;
    }

    @Override
    public Optional<String> redeem(String code) {
        return sessions.sql(
                        """
                update command.sign_in_code set redeemed_at = now()
                where sha256 = :sha256 and redeemed_at is null and expires_at > now()
                returning token_sha256
                """)
                .param("sha256", Sha256.hex(code))
                .query(String.class)
                .optional();
    }

    @Override
    public boolean isAnyCodeRedeemed() {
        return questions
                .sql("select exists (select from command.sign_in_code where redeemed_at is not null)")
                .query(Boolean.class)
                .single();
    }

    private static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
