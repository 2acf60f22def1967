package dev.edict.command.naming;

import static dev.edict.command.api.Rejection.Reason.RESERVED_NAMESPACE;

import dev.edict.command.api.Caller;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prefixes that only the bootstrap token may use, in any case (contract §2, reserved namespace). */
public enum ReservedNames {
    POLICY_NAME("caracal.sys/"),
    ZONE_NAME("caracal.sys/"),
    ZONE_SLUG("caracal-sys-");

    private final String prefix;

    ReservedNames(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Lets a name pass, or none.
     *
     * @throws dev.edict.command.api.Rejection {@code reserved_namespace}
     */
    public void requireFree(@Nullable String name, Caller caller) {
        if (name != null
                && !caller.isBootstrap()
                && Blanks.trim(name).toLowerCase(Locale.ROOT).startsWith(prefix)) {
            throw RESERVED_NAMESPACE.because("names that begin with %s are the installation's own", prefix);
        }
    }
}
