package dev.edict.app.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request that this thread serves, read until a deadline. One read of a chunked body can take many reads
 * of the socket; if it passes the deadline, the connection is closed by {@link OpenConnections#closeOverdue}.
 */
public final class TimedBody extends FilterInputStream {

    private final long deadline;
    private final @Nullable OpenConnection connection = OpenConnection.current();

    public TimedBody(InputStream body, Duration timeout) {
        super(body);
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Whether a read failed because of the deadline, or because nothing came for too long. */
    public static boolean isTimeout(IOException failure) {
        return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new SocketTimeoutException("the body did not arrive in time");
        }
        if (connection == null) {
            return super.read(target, offset, length);
        }
        var usual = connection.readTimeout();
        connection.setReadTimeout(left.compareTo(usual) < 0 ? left : usual);
        connection.setBodyDeadline(deadline);
        try {
            return super.read(target, offset, length);
        } finally {
            connection.setBodyDeadline(null);
            connection.setReadTimeout(usual);
        }
    }

    /**
     * Reads and discards the rest of the body, at most so many octets, so that a client that is about to end it receives the
     * answer and not a reset of the connection.
     */
    public void discard(int most) {
        var buffer = new byte[1 << 13];
        try {
            for (int rest = most, read = 0; rest > 0 && read >= 0; rest -= read) {
                read = read(buffer);
            }
        } catch (IOException e) {
            // the answer has been sent; the rest is late, or the client is gone
            return;
        }
    }
}
