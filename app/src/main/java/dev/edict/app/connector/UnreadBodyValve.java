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
 * Closes the connection after a response if the request body was not read. Tomcat would block the thread until more of
 * the body arrives, for any value of {@code max-swallow-size}. Data that arrives within 50 ms is discarded first,
 * because closing a connection with unread bytes resets it, and the client can lose the response. A chunked body is
 * not discarded: the client decides how many socket reads, and how much time, the next chunk length takes.
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
