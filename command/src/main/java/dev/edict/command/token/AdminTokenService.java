package dev.edict.command.token;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.MintAdminToken;
import dev.edict.command.api.token.RevokeAdminToken;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.content.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mints and revokes admin tokens. A response is created in the transaction of its change.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class AdminTokenService {

    private static final int SECRET_BYTES = 32;

    private final CommandSender commands;
    private final JdbcAdminTokens tokens;
    private final SecureRandom random = new SecureRandom();

    AdminTokenService(CommandSender commands, JdbcAdminTokens tokens) {
        this.commands = commands;
        this.tokens = tokens;
    }

    /** A token before it has an id; {@code zoneId} is null for all zones, {@code expiresAt} null for no expiry. */
    public record NewToken(String name, Capability capability, @Nullable String zoneId, @Nullable Instant expiresAt) {}

    public record Minted(Instant createdAt, @Nullable Instant expiresAt) {}

    /** A token as it was stored, and its secret, which is stored as a hash only. */
    public record StoredToken(String tokenId, Minted minted, String secret) {

        @Override
        public String toString() {
            return "StoredToken[%s]".formatted(tokenId);
        }
    }

    /** Mints a token. */
    public <A> A mint(RequestContext cause, NewToken token, Function<StoredToken, A> toAnswer) {
        var tokenId = UuidCreator.getTimeOrderedEpoch().toString();
        var secret = newSecret();
        return commands.send(
                cause,
                new MintAdminToken(
                        tokenId,
                        token.name(),
                        token.zoneId(),
                        token.capability(),
                        Sha256.hex(secret),
                        token.expiresAt(),
                        cause.mintedTokenId()),
                result -> toAnswer.apply(new StoredToken(tokenId, tokens.minted(tokenId), secret)));
    }

    /** Revokes a token immediately. */
    public void revoke(RequestContext cause, String tokenId) {
        commands.send(cause, new RevokeAdminToken(tokenId), result -> null);
    }

    private String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "cat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
