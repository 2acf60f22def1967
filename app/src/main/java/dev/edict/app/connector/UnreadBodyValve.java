package dev.edict.app.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Hangs up after an answer whose request has a body that nobody read: Tomcat would keep the thread waiting for it,
 * whatever {@code max-swallow-size} is. What arrives within a moment is discarded first, because a connection that is
 * closed with unread bytes is reset, which can cost the client the answer. A body in chunks is not: to find the length of
 * the next one can take as many reads of the socket, and as long, as the client likes.
 */
final class UnreadBodyValve extends ValveBase {

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int DISCARDED = 1 << 20;

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsyncStarted() || isRead(request)) {
            return;
        }
        response.finishResponse();
        if (request.getContentLengthLong() >= 0) {
            new TimedBody(request.getStream(), MOMENT).discard(DISCARDED);
        }
        if (!isRead(request)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean isRead(Request request) {
        var read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }
}
