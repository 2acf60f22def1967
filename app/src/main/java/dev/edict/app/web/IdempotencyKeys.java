package dev.edict.app.web;

import dev.edict.command.api.KeyedRequest;
import dev.edict.command.api.Receipt;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a client send a change again when it does not know whether it took effect: the same request under the same
 * {@code Idempotency-Key} has one effect and one answer, on whichever node.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class IdempotencyKeys extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "idempotent-replayed";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    static final String KEY = "[\\x20-\\x7e]{1,255}";
    private static final Pattern ACCEPTED = Pattern.compile(KEY);

    /** Its answer holds a secret, which no receipt may keep. */
    private static final String SHOWN_ONCE = "/v1/admin-tokens";

    private final JsonMapper json;
    private final ErrorWriter errors;
    private final Set<Receipt.Id> underWay = ConcurrentHashMap.newKeySet();

    IdempotencyKeys(JsonMapper json, ErrorWriter errors) {
        this.json = json;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || SAFE.contains(request.getMethod())
                || request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(HEADER);
        if (!ACCEPTED.matcher(key).matches()) {
            refuseKey(request, response, "Idempotency-Key is 1 to 255 printable ASCII characters");
            return;
        }
        if (SHOWN_ONCE.equals(request.getRequestURI())) {
            refuseKey(request, response, "A new token is shown once; what mints it cannot be repeated");
            return;
        }
        var id = new Receipt.Id(request.getUserPrincipal().getName(), key);
        if (!underWay.add(id)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            errors.write(
                    request,
                    response,
                    HttpStatus.CONFLICT,
                    "idempotency_key_in_flight",
                    "A request with this Idempotency-Key is under way; its answer can be fetched by sending it again");
            return;
        }
        try {
            var repeatable = new RepeatableRequest(request, id, json);
            repeatable.setAttribute(KeyedRequest.ATTRIBUTE, repeatable);
            chain.doFilter(repeatable, response);
        } finally {
            underWay.remove(id);
        }
    }

    private void refuseKey(HttpServletRequest request, HttpServletResponse response, String why) throws IOException {
        errors.write(request, response, HttpStatus.BAD_REQUEST, "invalid_idempotency_key", why);
    }
}
