package dev.edict.app.servers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of this installation as they are now: those that come from files may be changed while it runs. */
public final class CurrentSecrets {

    private final Supplier<String> adminToken;
    private final Supplier<@Nullable String> metricsToken;

    /** Tokens that are asked for whenever they are needed. */
    public CurrentSecrets(Supplier<String> adminToken, Supplier<@Nullable String> metricsToken) {
        this.adminToken = adminToken;
        this.metricsToken = metricsToken;
    }

    /** Tokens that stay as they are. */
    public static CurrentSecrets of(String adminToken, @Nullable String metricsToken) {
        return new CurrentSecrets(() -> adminToken, () -> metricsToken);
    }

    /** The bootstrap token of the Admin API. */
    public String adminToken() {
        return adminToken.get();
    }

    /** A token that may read {@code /metrics} and nothing else; null for none. The admin token is never taken for it. */
    public @Nullable String metricsToken() {
        var token = metricsToken.get();
        return adminToken().equals(token) ? null : token;
    }

    @Override
    public String toString() {
        return "CurrentSecrets[…]";
    }
}
