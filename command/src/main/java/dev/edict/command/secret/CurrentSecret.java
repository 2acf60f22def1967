package dev.edict.command.secret;

import dev.edict.command.api.SettingRefused;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret that is read on every use, because its file may change. The last valid value is kept. */
public final class CurrentSecret<T> implements Supplier<T> {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentSecret.class);

    private final Supplier<T> reading;
    private T last;
    private @Nullable String trouble;

    /** @throws SettingRefused if there is no valid secret at the start */
    public CurrentSecret(Supplier<T> reading) {
        this.reading = reading;
        this.last = reading.get();
    }

    @Override
    public synchronized T get() {
        try {
            last = reading.get();
            trouble = null;
        } catch (SettingRefused e) {
            var reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("Keeping the last valid value: {}", reason);
            }
            trouble = reason;
        }
        return last;
    }
}
