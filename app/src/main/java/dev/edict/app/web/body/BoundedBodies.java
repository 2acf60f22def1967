package dev.edict.app.web.body;

import dev.edict.app.connector.ConnectionProperties;
import dev.edict.app.connector.TimedBody;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.body.LargeBodies.Place;
import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.error.EncodedBody;
import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.error.ServerErrors;
import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.Rejection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the body of a request that a handler may read before the handler, at most as much as its route reads. The limits
 * on size and time therefore hold for every declared length and type.
 */
@Component
@FilterRegistration(enabled = false)
public class BoundedBodies extends OncePerRequestFilter {

    /** Octets to discard of a body that exceeds the limit. */
    private static final int DISCARDED = 4 * CachedRequest.LARGEST;

    private static final String UNREADABLE = "invalid_body";

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Duration timeout;
    private final BodyLimits limits;
    private final LargeBodies large;
    private final CompressedBodies compressed;
    private final HandlerExceptionResolver failures;

    BoundedBodies(
            ConnectionProperties connections,
            BodyLimits limits,
            LargeBodies large,
            CompressedBodies compressed,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.timeout = connections.bodyTimeout();
        this.limits = limits;
        this.large = large;
        this.compressed = compressed;
        this.failures = failures;
    }

    /**
     * A management request needs no body, and no thread may wait for one. A signed request has no principal, and neither
     * has a sign-in to the console.
     */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var target = RequestTarget.of(request);
        var isUnknown = request.getUserPrincipal() == null && !target.isSigned() && !target.isInConsole();
        return isUnknown || ManagementPort.isManagement(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = new TimedBody(request.getInputStream(), timeout);
        try (var place = large.place()) {
            if (isRead(request, response, body, place)) {
                chain.doFilter(request, response);
            }
        }
    }

    /** Keeps the whole body, or answers the request and returns false. */
    private boolean isRead(HttpServletRequest request, HttpServletResponse response, TimedBody body, Place place)
            throws ServletException, IOException {
        byte[] bytes;
        try {
            bytes = read(request, body, limits.of(request), place);
        } catch (IOException e) {
            refuse(request, response, e);
            return false;
        } catch (BodyTooLarge | Rejection e) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            failures.resolveException(request, response, null, e);
            body.discard(DISCARDED);
            return false;
        }
        CachedRequest.of(request).keep(bytes);
        if (bytes.length > 0 && WITH_BODY.contains(request.getMethod())) {
            requireReadable(request);
        }
        return true;
    }

    /** Rejects a wildcard media type, which does not name the body's format, and a content coding that the route lacks. */
    private void requireReadable(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        var coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.strip().equalsIgnoreCase("identity") && !compressed.areRead(request, coding)) {
            throw new EncodedBody();
        }
        var type = request.getContentType();
        if (type != null && type.contains("*")) {
            throw new HttpMediaTypeNotSupportedException(type);
        }
    }

    /** Takes the place before it reads more than every route reads. */
    private static byte[] read(HttpServletRequest request, InputStream body, int limit, Place place)
            throws IOException {
        if (request.getContentLengthLong() > limit) {
            throw BodyTooLarge.above(limit);
        }
        var first = body.readNBytes(CachedRequest.LARGEST + 1);
        if (first.length <= CachedRequest.LARGEST) {
            return first;
        }
        if (limit == CachedRequest.LARGEST) {
            throw BodyTooLarge.above(limit);
        }
        place.take();
        var rest = body.readNBytes(limit + 1 - first.length);
        if (first.length + rest.length > limit) {
            throw BodyTooLarge.above(limit);
        }
        var all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    /** Leaves the response to {@link ServerErrors}, because the web server usually detects these failures itself. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, IOException why)
            throws IOException {
        var status = TimedBody.isTimeout(why) ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST;
        request.setAttribute(ErrorBody.CODE_ATTRIBUTE, ServerErrors.code(status, UNREADABLE));
        response.setHeader(HttpHeaders.CONNECTION, "close");
        // set by the web server, which would answer it with 500
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (!response.isCommitted()) {
            response.sendError(status.value());
        }
    }
}
