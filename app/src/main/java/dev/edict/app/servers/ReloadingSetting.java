package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A setting from a file that may change at runtime. The file is read again when the value is requested and is older
 * than a second. Its content decides: a replaced link counts as a change, a touched file does not. An unusable value
 * is reported once, and the last value stays in use.
 */
final class ReloadingSetting<T> implements Supplier<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingSetting.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Optional<T>> reading;
    private T value;
    private long readAt = System.nanoTime();
    private @Nullable String trouble;

    /** @param reading throws {@link StartRefused} for a value that cannot be used */
    ReloadingSetting(String name, T first, Supplier<Optional<T>> reading) {
        this.name = name;
        this.value = first;
        this.reading = reading;
    }

    @Override
    public synchronized T get() {
        if (System.nanoTime() - readAt > FRESH.toNanos()) {
            readAt = System.nanoTime();
            refresh();
        }
        return value;
    }

    private void refresh() {
        try {
            reading.get().filter(found -> !found.equals(value)).ifPresent(this::change);
            trouble = null;
        } catch (StartRefused e) {
            var reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("The last value of {} stays in use: {}", name, reason);
            }
            trouble = reason;
        }
    }

    private void change(T found) {
        value = found;
        LOG.info("The value of {} has changed and is in use from now on", name);
    }
}
