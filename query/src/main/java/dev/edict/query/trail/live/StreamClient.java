package dev.edict.query.trail.live;

import dev.edict.query.trail.TimelineEntry;
import java.io.IOException;
import java.util.List;

/** The receiving end of a stream. Calls never overlap; an exception ends the stream. */
public interface StreamClient {

    /** Says, before anything else, after which entry the stream begins, so that the client can resume before the first one. */
    void begin(long sequence) throws IOException;

    /** Sends entries, the oldest first; returns when they are written. */
    void send(List<TimelineEntry> entries) throws IOException;

    /** Sends a sign of life. */
    void keepAlive() throws IOException;

    /** Says that the log does not have the client's last entry, so that it must load everything again. */
    void restart() throws IOException;

    /**
     * Says that the caller may no longer read.
     *
     * @param code the error code of its next request
     */
    void refuse(String code) throws IOException;

    /** Closes the connection. The client resumes with its last entry. */
    void end();
}
