package dev.edict.app.web.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/** A request with an id, and with a body that every filter can read again after {@link #keep}. */
public final class CachedRequest extends HttpServletRequestWrapper {

    /** The longest body, in bytes, of a route that declares no longer one. */
    public static final int LARGEST = 1 << 20;

    private final String requestId;
    private byte @Nullable [] body;

    public CachedRequest(HttpServletRequest request, String requestId) {
        super(request);
        this.requestId = requestId;
    }

    /** Finds the request with the id inside its wrappers. */
    public static CachedRequest of(HttpServletRequest request) {
        var cached = WebUtils.getNativeRequest(request, CachedRequest.class);
        if (cached == null) {
            throw new IllegalStateException("the request has no id: RequestIdFilter comes first");
        }
        return cached;
    }

    /** Whether an error response now leaves a body unread, which makes the connection unusable. */
    public static boolean isLeftUnread(HttpServletRequest request) {
        var hasBody = request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        var cached = WebUtils.getNativeRequest(request, CachedRequest.class);
        return hasBody && (cached == null || cached.body == null);
    }

    /** Keeps the body, which has been read completely. */
    public void keep(byte[] read) {
        body = read;
    }

    /** The body; empty before {@link #keep}. */
    public byte[] body() {
        return body == null ? new byte[0] : body;
    }

    @Override
    public String getRequestId() {
        return requestId;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new BufferedBody(body);
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body == null
                ? super.getReader()
                : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
