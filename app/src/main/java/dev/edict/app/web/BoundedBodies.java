package dev.edict.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads every body that a recognised caller sends, at most 1 MiB of it, before anybody can be interested in it: so that
 * none is longer, whatever it says of its length and type.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class BoundedBodies extends OncePerRequestFilter {

    static final int LARGEST = 1 << 20;

    /** What follows, of a body that is not much too large. */
    private static final int DISCARDED = 4 * LARGEST;

    private static final String READ = BoundedBodies.class.getName();

    private final HandlerExceptionResolver failures;

    BoundedBodies(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    /** Whether a refusal leaves a body on its way, so that the connection cannot be used any more. */
    static boolean isLeftUnread(HttpServletRequest request) {
        var hasBody = request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return hasBody && request.getAttribute(READ) == null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = read(request);
        if (body == null) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            failures.resolveException(request, response, null, new BodyTooLarge());
            discardRest(request.getInputStream());
            return;
        }
        request.setAttribute(READ, true);
        chain.doFilter(new ReadRequest(request, body), response);
    }

    /** Null for one that is too large. */
    private static byte @Nullable [] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST) {
            return null;
        }
        var body = request.getInputStream().readNBytes(LARGEST + 1);
        return body.length > LARGEST ? null : body;
    }

    /** A client that is about to end hears why it is refused, and not only that the connection is gone. */
    private static void discardRest(InputStream body) throws IOException {
        var buffer = new byte[1 << 13];
        for (int rest = DISCARDED, read = 0; rest > 0 && read >= 0; rest -= read) {
            read = body.read(buffer);
        }
    }
}
