package dev.edict.app.web.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.app.web.access.BearerToken;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.UnrecordedRoutes;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.health.GracefulShutdownFilter;
import dev.edict.app.web.request.CachedRequest;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Receipt;
import dev.edict.command.api.StoredResponses;
import dev.edict.command.idempotency.DuplicateRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a client retry a change whose outcome it does not know: the same request with the same {@code Idempotency-Key}
 * has one effect and one response, on any node.
 */
@Component
@FilterRegistration(enabled = false)
public class IdempotencyKeys extends OncePerRequestFilter {

    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "idempotent-replayed";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    public static final String KEY = "[\\x20-\\x7e]{1,255}";
    private static final Pattern ACCEPTED = Pattern.compile(KEY);

    /** Each waiting request occupies a thread; a client with more retries can wait by itself. */
    private static final int MOST_WAITING = 8;

    private final JsonMapper json;
    private final ErrorWriter errors;
    private final StoredResponses answers;
    private final UnrecordedRoutes unrecorded;
    private final Duration patience;

    /** An entry lives as long as a request references it. */
    private final Cache<Receipt.Id, Semaphore> turns =
            Caffeine.newBuilder().weakValues().build();

    @Autowired
    IdempotencyKeys(JsonMapper json, ErrorWriter errors, StoredResponses answers, UnrecordedRoutes unrecorded) {
        this(json, errors, answers, unrecorded, GracefulShutdownFilter.LONGEST_REQUEST);
    }

    IdempotencyKeys(
            JsonMapper json,
            ErrorWriter errors,
            StoredResponses answers,
            UnrecordedRoutes unrecorded,
            Duration patience) {
        this.json = json;
        this.errors = errors;
        this.answers = answers;
        this.unrecorded = unrecorded;
        this.patience = patience;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || SAFE.contains(request.getMethod())
                || request.getUserPrincipal() == null
                || unrecorded.contains(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var keys = Collections.list(request.getHeaders(HEADER));
        var key = keys.get(0);
        if (keys.size() != 1 || !ACCEPTED.matcher(key).matches()) {
            errors.write(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    "invalid_idempotency_key",
                    "Idempotency-Key must be sent once, with 1 to 255 printable ASCII characters");
            return;
        }
        var caller = (Caller) request.getUserPrincipal();
        var account = caller.account() == null ? "" : caller.account();
        var id = Receipt.Id.of(caller.getName(), account, key);
        var turn = turns.get(id, unseen -> new Semaphore(1, true));
        if (!awaitTurn(turn)) {
            tellToComeBack(request, response);
            return;
        }
        try {
            answerOnce(request, response, id, chain);
        } finally {
            turn.release();
        }
    }

    /** A retry waits for its first attempt; then it finds the stored response, or runs itself if there is none. */
    private boolean awaitTurn(Semaphore turn) {
        try {
            return turn.tryAcquire()
                    || (turn.getQueueLength() < MOST_WAITING
                            && turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tellToComeBack(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        errors.write(
                request,
                response,
                HttpStatus.CONFLICT,
                "idempotency_key_in_flight",
                "A request with this Idempotency-Key is in progress: send it again to get its response");
    }

    private void answerOnce(HttpServletRequest request, HttpServletResponse response, Receipt.Id id, FilterChain chain)
            throws ServletException, IOException {
        var seal = new ReceiptCipher(BearerToken.text(request).orElseThrow(), request.getHeader(HEADER));
        request.setAttribute(
                IdempotentRequest.ATTRIBUTE, new FingerprintedRequest(CachedRequest.of(request), id, seal, json));
        // Checked first, because the change of a first attempt may make the second one fail. A command checks
        // again when it runs.
        var earlier = answers.find(id);
        if (earlier.isPresent()) {
            throw new DuplicateRequest(earlier.get());
        }
        chain.doFilter(request, response);
    }
}
