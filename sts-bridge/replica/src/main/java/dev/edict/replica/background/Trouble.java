package dev.edict.replica.background;

import org.slf4j.Logger;

/** Logs one line when a trouble begins and one when it ends, however often the work is retried. Thread-safe. */
public final class Trouble {

    private final Logger log;
    private final String what;
    private int failures;

    /** @param what the work that fails, such as {@code the feed of the control plane} */
    public Trouble(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Returns the number of consecutive failures. */
    public synchronized int failed(String reason) {
        if (failures++ == 0) {
            log.warn("{} fails: {}", what, LogSafeText.of(reason));
        } else {
            log.debug("{} fails: {}", what, LogSafeText.of(reason));
        }
        return failures;
    }

    public synchronized void ended() {
        if (failures > 0) {
            log.info("{} works again after {} failures", what, failures);
            failures = 0;
        }
    }
}
