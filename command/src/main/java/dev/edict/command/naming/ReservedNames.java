package dev.edict.command.naming;

import static dev.edict.command.api.Rejection.Reason.RESERVED_NAMESPACE;

import dev.edict.command.api.Caller;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prefixes that are reserved for the bootstrap token, in upper or lower case (contract §2, reserved namespace). */
public enum ReservedNames {
    POLICY_NAME("caracal.sys/"),
    ZONE_NAME("caracal.sys/"),
    ZONE_SLUG("caracal-sys-");

    private final String prefix;

    ReservedNames(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Rejects a reserved name, unless the caller is the bootstrap token.
     *
     * @throws dev.edict.command.api.Rejection {@code reserved_namespace}
     */
    public void requireFree(@Nullable String name, Caller caller) {
        if (name != null
                && !caller.isBootstrap()
                && Blanks.trim(name).toLowerCase(Locale.ROOT).startsWith(prefix)) {
            throw RESERVED_NAMESPACE.because("names that begin with %s are reserved for the bootstrap token", prefix);
        }
    }
}
