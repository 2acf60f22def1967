package dev.edict.audit.opa;

import static dev.edict.audit.event.DeadLetterReason.INVALID_LOG;

import dev.edict.audit.event.EventRefused;
import dev.edict.command.api.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Inflates what an agent posts. */
final class LogBody {

    /** The most bytes of a log, inflated. */
    static final int MOST = 8 << 20;

    private static final String GZIP = "gzip";

    private LogBody() {}

    /**
     * Inflates at most {@link #MOST} bytes.
     *
     * @param coding of the HTTP header; null for none
     * @throws Rejection {@code payload_too_large}
     * @throws EventRefused if the body is no gzip
     */
    static byte[] inflated(byte[] received, @Nullable String coding) throws EventRefused {
        try (var body = opened(received, coding)) {
            var inflated = body.readNBytes(MOST + 1);
            if (inflated.length > MOST) {
                throw Rejection.Reason.PAYLOAD_TOO_LARGE.because(
                        "a decision log has at most %d bytes when it is inflated: lower upload_size_limit_bytes", MOST);
            }
            return inflated;
        } catch (IOException e) {
            throw new EventRefused(INVALID_LOG, "the body is no gzip, or not all of one");
        }
    }

    private static InputStream opened(byte[] received, @Nullable String coding) throws IOException {
        var bytes = new ByteArrayInputStream(received);
        return coding != null && coding.strip().toLowerCase(Locale.ROOT).equals(GZIP)
                ? new GZIPInputStream(bytes)
                : bytes;
    }
}
