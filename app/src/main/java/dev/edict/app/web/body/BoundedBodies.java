package dev.edict.app.web.body;

import dev.edict.app.connector.ConnectionProperties;
import dev.edict.app.connector.TimedBody;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.error.EncodedBody;
import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.error.ServerErrors;
import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.RequestTarget;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the body of a request that a handler may read, at most 1 MiB, before the handler. The limits on size and time
 * therefore hold for every declared length and type.
 */
@Component
@FilterRegistration(enabled = false)
public class BoundedBodies extends OncePerRequestFilter {

    /** Octets to discard of a body that exceeds the limit. */
    private static final int DISCARDED = 4 * CachedRequest.LARGEST;

    private static final String UNREADABLE = "invalid_body";

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Duration timeout;
    private final CompressedBodies compressed;
    private final HandlerExceptionResolver failures;

    BoundedBodies(
            ConnectionProperties connections,
            CompressedBodies compressed,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.timeout = connections.bodyTimeout();
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
        byte[] bytes;
        try {
            bytes = read(request, body);
        } catch (IOException e) {
            refuse(request, response, e);
            return;
        }
        if (bytes == null) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            failures.resolveException(request, response, null, new BodyTooLarge());
            body.discard(DISCARDED);
            return;
        }
        CachedRequest.of(request).keep(bytes);
        if (bytes.length > 0 && WITH_BODY.contains(request.getMethod())) {
            requireReadable(request);
        }
        chain.doFilter(request, response);
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

    /** Returns null for a body above the limit. */
    private static byte @Nullable [] read(HttpServletRequest request, InputStream body) throws IOException {
        if (request.getContentLengthLong() > CachedRequest.LARGEST) {
            return null;
        }
        var bytes = body.readNBytes(CachedRequest.LARGEST + 1);
        return bytes.length > CachedRequest.LARGEST ? null : bytes;
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
