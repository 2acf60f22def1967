package dev.edict.app.connector;

import java.time.Duration;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** A connection, and the start of its current wait. Its state changes only under the socket's lock. */
final class OpenConnection {

    private static final ThreadLocal<@Nullable OpenConnection> CURRENT = new ThreadLocal<>();

    /** Time for the reading thread to notice the deadline itself and to answer 408. */
    private static final Duration BODY_GRACE = Duration.ofSeconds(1);

    private final SocketWrapperBase<NioChannel> socket;
    private final String address;

    /** Whether it waits for the first request or the rest of one; false while it is idle between requests. */
    private volatile boolean midRequest = true;

    /** Whether a request is complete and its answer is still to come; no thread serves it meanwhile. */
    private volatile boolean answering;

    private volatile long waitingSince = System.nanoTime();

    /** Whether data has arrived that no thread has processed yet. */
    private volatile boolean heard;

    /** The deadline of the body that a thread reads; null while none is read. */
    private volatile @Nullable Long bodyDeadline;

    private boolean served;

    OpenConnection(SocketWrapperBase<NioChannel> socket) {
        this.socket = socket;
        this.address = String.valueOf(socket.getRemoteAddr());
    }

    /** The connection whose request this thread serves; null outside of a web server. */
    static @Nullable OpenConnection current() {
        return CURRENT.get();
    }

    String address() {
        return address;
    }

    boolean isMidRequest() {
        return midRequest;
    }

    long waitingSince() {
        return waitingSince;
    }

    /** A read fails after this time without data. */
    void setReadTimeout(Duration timeout) {
        socket.setReadTimeout(Math.max(1, timeout.toMillis()));
    }

    Duration readTimeout() {
        return Duration.ofMillis(socket.getReadTimeout());
    }

    /** Sets the deadline of the body that is being read, by {@link System#nanoTime}; null when no body is read. */
    void setBodyDeadline(@Nullable Long nanoTime) {
        bodyDeadline = nanoTime;
    }

    boolean isBodyOverdue(long now) {
        var deadline = bodyDeadline;
        return deadline != null && now - deadline > BODY_GRACE.toNanos();
    }

    /** Closes the socket without its lock, because the serving thread holds the lock. */
    void close() {
        socket.close();
    }

    void heard() {
        heard = true;
    }

    void enter() {
        served = false;
        CURRENT.set(this);
    }

    /** Records that the headers of a request are complete. */
    void served() {
        served = true;
    }

    /** Records whether the answer to the request comes later, from another thread. */
    void setAnswering(boolean later) {
        answering = later;
    }

    /** Restarts the clock at the next request only if the previous one was served: blank lines do not restart it. */
    void leave(SocketState state) {
        CURRENT.remove();
        heard = false;
        var wasAnswering = answering;
        answering = wasAnswering && state == SocketState.LONG;
        var startsRequest = state == SocketState.LONG && !midRequest;
        if (served || wasAnswering || startsRequest) {
            waitingSince = System.nanoTime();
            midRequest = state == SocketState.LONG;
        }
    }

    boolean isOverdue(long now, Duration headerTimeout, Duration keepAliveTimeout) {
        return !answering && now - waitingSince > (midRequest ? headerTimeout : keepAliveTimeout).toNanos();
    }

    /**
     * Closes the connection unless a thread serves it, an answer is due, data has arrived, or it waits for something
     * else by now.
     */
    boolean closeIfStillWaitingSince(long then) {
        var lock = socket.getLock();
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (heard || answering || waitingSince != then) {
                return false;
            }
            socket.close();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
