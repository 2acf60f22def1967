package dev.edict.app.web;

import dev.edict.app.connector.ConnectionProperties;
import dev.edict.app.connector.TimedBody;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.error.EncodedBody;
import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.error.ServerErrors;
import dev.edict.app.web.request.CachedRequest;
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
 * Reads every body that a recognised caller sends, at most 1 MiB of it, before anybody can be interested in it: so that
 * none is longer, whatever it says of its length and type, and none takes longer to arrive than its time.
 */
@Component
@FilterRegistration(enabled = false)
class BoundedBodies extends OncePerRequestFilter {

    /** What follows, of a body that is not much too large. */
    private static final int DISCARDED = 4 * CachedRequest.LARGEST;

    private static final String UNREADABLE = "invalid_body";

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Duration timeout;
    private final HandlerExceptionResolver failures;

    BoundedBodies(
            ConnectionProperties connections,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.timeout = connections.bodyTimeout();
        this.failures = failures;
    }

    /** A question about the process needs no body, and no thread may wait for one. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getUserPrincipal() == null || ManagementPort.isManagement(request);
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

    /** Refuses a type that says nothing about the body, and a body that has to be unpacked first. */
    private static void requireReadable(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        var coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
            throw new EncodedBody();
        }
        var type = request.getContentType();
        if (type != null && type.contains("*")) {
            throw new HttpMediaTypeNotSupportedException(type);
        }
    }

    /** Null for one that is too large. */
    private static byte @Nullable [] read(HttpServletRequest request, InputStream body) throws IOException {
        if (request.getContentLengthLong() > CachedRequest.LARGEST) {
            return null;
        }
        var bytes = body.readNBytes(CachedRequest.LARGEST + 1);
        return bytes.length > CachedRequest.LARGEST ? null : bytes;
    }

    /** The web server, which most often found out, has the last word on these: {@link ServerErrors}. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, IOException why)
            throws IOException {
        var status = TimedBody.isTimeout(why) ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST;
        request.setAttribute(ErrorBody.CODE_ATTRIBUTE, ServerErrors.code(status, UNREADABLE));
        response.setHeader(HttpHeaders.CONNECTION, "close");
        // left by the web server, which would answer it with 500
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (!response.isCommitted()) {
            response.sendError(status.value());
        }
    }
}
