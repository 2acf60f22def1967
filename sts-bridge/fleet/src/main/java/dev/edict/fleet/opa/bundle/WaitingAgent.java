package dev.edict.fleet.opa.bundle;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** A request for a bundle that is not answered yet. */
final class WaitingAgent {

    /** Exactly this one keeps agents waiting for changes; any parameter makes them poll instead. */
    static final MediaType BUNDLE = MediaType.parseMediaType("application/vnd.openpolicyagent.bundles");

    private final String zoneId;
    private final String caller;
    private final BundleRequest asked;
    private final Runnable life;
    private final DeferredResult<ResponseEntity<byte[]>> answer;
    private final long arrived = System.nanoTime();
    private final AtomicBoolean lives = new AtomicBoolean();
    private volatile boolean compared;
    private volatile @Nullable BundleArchive next;

    /** @param life is told once if the agent has what governs */
    WaitingAgent(
            String zoneId,
            String caller,
            BundleRequest asked,
            Runnable life,
            DeferredResult<ResponseEntity<byte[]>> answer) {
        this.zoneId = zoneId;
        this.caller = caller;
        this.asked = asked;
        this.life = life;
        this.answer = answer;
    }

    String zoneId() {
        return zoneId;
    }

    String caller() {
        return caller;
    }

    DeferredResult<ResponseEntity<byte[]>> answer() {
        return answer;
    }

    boolean isOver(long nanoTime) {
        return nanoTime - arrived >= asked.hold().toNanos();
    }

    /** Whether what it has was compared with what governs since it arrived. */
    boolean isCompared() {
        return compared;
    }

    /** Whether it waits for its turn to be answered with an archive. */
    boolean hasNext() {
        return next != null;
    }

    /**
     * Compares what the agent has with what governs.
     *
     * @return whether there is something new for it, and it did not wait for its turn before
     */
    boolean isNews(BundleArchive current) {
        compared = true;
        if (hasNext()) {
            next = current;
            return false;
        }
        if (asked.has(current.tag())) {
            if (asked.tags().contains(current.tag()) && !lives.getAndSet(true)) {
                life.run();
            }
            return false;
        }
        next = current;
        return true;
    }

    /** Answers with the newest archive that was found for it; false if the client is gone. */
    boolean answerWithNext() {
        var archive = next;
        return archive != null
                && answer.setResult(ResponseEntity.ok()
                        .contentType(BUNDLE)
                        .eTag(quoted(archive.tag()))
                        .body(archive.bytes()));
    }

    void answerUnchanged(BundleArchive current) {
        answer.setResult(ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .eTag(quoted(current.tag()))
                .build());
    }

    void fail(Throwable failure) {
        answer.setErrorResult(failure);
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
