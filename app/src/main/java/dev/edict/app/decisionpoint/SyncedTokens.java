package dev.edict.app.decisionpoint;

import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.TokenDirectory;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The tokens that callers of a decision point may use, as Edict tells them every few seconds. They are kept on the disk
 * too, so that callers are known after a start without Edict; a revocation takes effect at the next answer of Edict.
 */
final class SyncedTokens implements TokenDirectory, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SyncedTokens.class);

    private static final String PATH = "/v1/replicas/decide-tokens";
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int MOST = 10_000;

    /** One token, on the wire and on the disk. */
    record Token(String id, String name, String sha256, @Nullable String zoneId, @Nullable Instant expiresAt) {}

    /** The list of tokens, on the wire and on the disk. */
    record Tokens(List<Token> tokens) {}

    private final ControlPlaneClient edict;
    private final TokenFile file;
    private final Clock clock;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile @Nullable Map<String, Token> bySha256;
    private volatile boolean running;
    private @Nullable String trouble;

    SyncedTokens(ControlPlaneClient edict, TokenFile file, Clock clock) {
        this.edict = edict;
        this.file = file;
        this.clock = clock;
    }

    @Override
    public Optional<KnownToken> find(String sha256) {
        var known = bySha256;
        return Optional.ofNullable(known == null ? null : known.get(sha256))
                .filter(token -> token.expiresAt() == null || clock.instant().isBefore(token.expiresAt()))
                .map(token -> new KnownToken(token.id(), token.name(), Capability.DECIDE, token.zoneId()));
    }

    /** Whether Edict or the disk told the tokens. */
    boolean areKnown() {
        return bySha256 != null;
    }

    @Override
    public void start() {
        running = true;
        file.read().ifPresent(this::use);
        scheduler.setThreadNamePrefix("tokens-");
        scheduler.setDaemon(true);
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(this::ask, clock.instant(), INTERVAL);
    }

    private void ask() {
        try {
            var tokens = edict.get(PATH, "", Duration.ZERO).read(OK, Tokens.class);
            if (tokens.tokens() == null || tokens.tokens().size() > MOST) {
                throw new ControlPlaneFailure("unusable_answer", "no list of at most %d tokens".formatted(MOST));
            }
            use(tokens);
            file.write(tokens);
            trouble = null;
        } catch (RuntimeException e) {
            var reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("The tokens of callers may be out of date: {}", reason);
            }
            trouble = reason;
        }
    }

    private void use(Tokens tokens) {
        bySha256 = tokens.tokens().stream()
                .collect(Collectors.toUnmodifiableMap(Token::sha256, Function.identity(), (one, other) -> one));
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
