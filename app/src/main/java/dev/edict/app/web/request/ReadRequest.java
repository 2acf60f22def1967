package dev.edict.app.web.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.springframework.http.HttpHeaders;

/** A request whose body has been read. */
public final class ReadRequest extends HttpServletRequestWrapper {

    /** The longest body, in bytes. */
    public static final int LARGEST = 1 << 20;

    /** The request attribute that is set once the body has been read. */
    public static final String READ = ReadRequest.class.getName();

    private final ServletInputStream body;

    public ReadRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = new BufferedBody(body);
    }

    /** Whether a refusal now leaves a body unread, so that the connection cannot be used any more. */
    public static boolean isLeftUnread(HttpServletRequest request) {
        var hasBody = request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return hasBody && request.getAttribute(READ) == null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }
}
