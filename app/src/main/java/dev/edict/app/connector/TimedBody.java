package dev.edict.app.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request that this thread serves, to be read until a deadline, however slowly it arrives. A read that
 * goes on for longer, because it takes many of the socket to find a chunk's length, ends with its connection.
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
     * Reads on, at most so many octets, and forgets them: a client that is about to end hears why it is refused, and not only
     * that the connection is gone.
     */
    public void discard(int most) {
        var buffer = new byte[1 << 13];
        try {
            for (int rest = most, read = 0; rest > 0 && read >= 0; rest -= read) {
                read = read(buffer);
            }
        } catch (IOException e) {
            // it has been told, and hangs up or goes on for too long
            return;
        }
    }
}
