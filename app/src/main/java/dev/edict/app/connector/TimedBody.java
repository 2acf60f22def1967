package dev.edict.app.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The request body of the current thread, with a read deadline. One read of a chunked body can take many reads of the
 * socket; after the deadline {@link OpenConnections#closeOverdue} closes the connection.
 */
public final class TimedBody extends FilterInputStream {

    private final long deadline;
    private final @Nullable OpenConnection connection = OpenConnection.current();

    public TimedBody(InputStream body, Duration timeout) {
        super(body);
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Whether a read failed at the deadline, or at the socket's read timeout. */
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
     * Reads and discards up to {@code most} octets of the rest of the body. A client that is about to finish sending
     * then receives the response and not a connection reset.
     */
    public void discard(int most) {
        var buffer = new byte[1 << 13];
        try {
            for (int rest = most, read = 0; rest > 0 && read >= 0; rest -= read) {
                read = read(buffer);
            }
        } catch (IOException e) {
            // the response has been sent; the client is late or gone
            return;
        }
    }
}
